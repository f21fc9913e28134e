"""The produced guide, from the registry as it stands: as a file, and in the background from a page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import translation
from typer.testing import CliRunner

from ebpages.jobs.models import Job
from ebpages.jobs.worker import work_off
from ebpages.observatory.commands.report import app
from ebpages.observatory.queries.claims import claims
from ebpages.observatory.queries.figures import figure_ids
from ebpages.observatory.queries.report import report, site_address
from ebpages.observatory.report.requests import request_report
from ebpages.registry.actions import BuildResult
from ebpages.registry.queries import source_lists

LANGUAGES = ("bg", "en")


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    with translation.override("bg"):
        yield


def silent(stage: str, done: int, total: int) -> None:
    pass


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_holds_every_figure_claim_and_list(registry: BuildResult, language: str) -> None:
    with translation.override(language):
        made = report(on=registry.as_of, address="http://a/", progress=silent)
        assert tuple(figure.id for figure in made.figures) == figure_ids()
        assert made.claims == claims(registry.as_of)
        assert made.lists == source_lists()
    assert made.language == language
    assert made.as_of == registry.as_of


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_the_command_writes_a_pdf(registry: BuildResult, home: Path, language: str) -> None:
    output = home / "guide.pdf"
    ended = CliRunner().invoke(app, ["guide", "--language", language, "--output", str(output)])
    assert ended.exit_code == 0, ended.output
    assert output.read_bytes().startswith(b"%PDF-") and b"pdfuaid" in output.read_bytes()
    assert [path.name for path in home.iterdir()] == ["guide.pdf"]


def test_the_same_registry_gives_the_same_file(registry: BuildResult, home: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert CliRunner().invoke(app, ["guide", "-l", "en", "-o", str(home / name)]).exit_code == 0
    assert (home / "a.pdf").read_bytes() == (home / "b.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "guide.doc"), "does not end in .pdf"),
        (("-o", "guide.pdf", "--address", "example.org"), "does not begin with http"),
    ],
)
def test_what_cannot_be_written_is_said(registry: BuildResult, arguments: tuple[str, ...], said: str) -> None:
    ended = CliRunner().invoke(app, ["guide", "-l", "bg", *arguments])
    assert ended.exit_code == 2 and said in " ".join(ended.output.replace("│", " ").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_the_report_made_once_for_the_same_data(
    registry: BuildResult, client: Client, language: str
) -> None:
    assert client.get(f"/{language}/observatory/report/").status_code == 200
    asked = [client.post(f"/{language}/observatory/report/", {"language": "en"}) for _ in range(3)]
    assert {answer.status_code for answer in asked} == {302}
    assert len({answer.headers["Location"].rsplit("/jobs/")[1] for answer in asked}) == 1
    assert Job.objects.count() == 1


def test_each_language_and_each_state_of_the_data_has_its_own_report(registry: BuildResult) -> None:
    jobs = {request_report(language=language, owner="visitor:1") for language in LANGUAGES}
    assert len(jobs) == 2
    from ebpages.search.actions import record_changes

    record_changes(kind="organisation", ids=["a-change"])
    assert request_report(language="bg", owner="visitor:1") not in jobs


def test_another_language_is_refused(registry: BuildResult, client: Client) -> None:
    assert client.post("/en/observatory/report/", {"language": "xx"}).status_code == 400
    assert Job.objects.count() == 0


def test_the_job_makes_the_file(registry: BuildResult, client: Client) -> None:
    job = request_report(language="bg", owner="visitor:1")
    work_off()
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    assert job.file_name == f"e-business-pages-guide-bg-{registry.as_of.isoformat()}.pdf"
    answer = client.get(f"/bg/jobs/{job.pk}/file")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_links_lead_to_where_the_operator_says_that_the_site_is(settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    assert site_address() == "http://127.0.0.1:8000/"
    settings.ALLOWED_HOSTS = ["localhost", "pages.example.org"]
    assert site_address() == "http://pages.example.org/"
    settings.SECURE_SSL_REDIRECT = True
    assert site_address() == "https://pages.example.org/"
