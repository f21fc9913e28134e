"""The documentation is complete: what can be set, called or made is described."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from ebpages.cli import app
from ebpages.faces.capabilities import CAPABILITIES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PUBLISHED = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")))


def settings() -> list[str]:
    source = "\n".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    return sorted({"DATABASE_URL", *re.findall(r"[\"']((?:EBPAGES)_[A-Z_]+)[\"']", source)})


def commands() -> list[str]:
    return sorted(typer.main.get_command(app).commands)


def targets() -> list[str]:
    return sorted(set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)) - {"help"})


@pytest.mark.parametrize("name", settings())
def test_a_setting_is_described_for_operators(name: str) -> None:
    assert f"`{name}`" in (DOCS / "operators.md").read_text()


@pytest.mark.parametrize("name", commands())
def test_a_command_is_described(name: str) -> None:
    assert f"`ebpages {name}" in (DOCS / "reference" / "commands.md").read_text()


@pytest.mark.parametrize("name", targets())
def test_a_make_target_is_described_for_contributors(name: str) -> None:
    assert f"`make {name}`" in (ROOT / "CONTRIBUTING.md").read_text()


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_links_only_to_files_that_exist(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text())
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert missing == []


def test_the_architecture_page_names_only_places_that_exist() -> None:
    named = re.findall(r"`([\w/<>]+/[\w.<>]*|[a-z_]+\.py)`", (DOCS / "architecture.md").read_text())
    places = [name for name in named if "<" not in name and not name.startswith(("docs/", "tests/"))]
    package = ROOT / "src" / "ebpages"
    roots = (ROOT, package, *(package / name for name in CAPABILITIES))
    assert [name for name in places if not any((root / name).exists() for root in roots)] == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "decisions").glob("0*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_locks_name_no_host_and_check_what_they_install() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        assert "://" not in text and "--index-url" not in text, lock.name
        assert re.search(r"^\S+==\S+ ", text, re.MULTILINE) and "--hash=sha256:" in text, lock.name


def test_asking_for_help_needs_no_database(tmp_path: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("ebpages"), "--help"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == [], "help writes nothing"
