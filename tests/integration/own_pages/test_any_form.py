"""Whatever is typed into whichever form of people and organisations: it is taken, or refused by a page that says why; never a fault of ours."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ebpages.accounts.models import Person
from ebpages.own_pages.page_form import form_properties
from tests.samples.examples import examples
from tests.samples.people import CLUSTER, OTHER, browser, organisation, person

OWN = f"my/organisations/{CLUSTER}/"
FORMS = {
    "my/account/": "name language delivery",
    "my/tokens/": "name scopes days",
    "my/organisations/new/": "name_bg name_en name_other name_language kind country seat identifier_kind identifier website",
    f"my/organisations/{OTHER}/": "role words",
    f"{OWN}people/invite/": "email role",
    f"{OWN}contacts/add/": "kind value audience note",
    f"{OWN}members/add/": "member kind chosen",
    f"{OWN}next/answer/": "criterion text",
    f"{OWN}page/": " ".join(f"{each.code}.{part}" for each in form_properties() for part in ("bg", "en", "other", "choice")) + " began",
    f"{OWN}page/publish/": "version note",
    f"{OWN}history/revert/": "edition note",
    f"{OWN}leave/": "nothing",
    "agency/claims/nothing/": "decision reason",
    "contact/report/": "kind message email page subject",
}  # fmt: skip
MEANT = (
    "editor", "company", "GR", "el", "email", "signed_in", "website", "eik", "831919536", "draft-1", "edition-0", "1", "0", "-1",
    "9" * 30, "٣", "2026-02-30", "page.edit", "maria@example.org", "https://[::1", "https://a.b/" + "c" * 300, "\0", "\ud800", "а" * 5000, "a|b|c", CLUSTER,
)  # fmt: skip
TEXTS = st.sampled_from(MEANT) | st.text(max_size=30)
TYPED = st.sampled_from(sorted(FORMS)).flatmap(
    lambda path: st.tuples(
        st.just(path), st.dictionaries(st.sampled_from(FORMS[path].split()), TEXTS, max_size=12)
    )
)


@pytest.fixture
def editor(cluster: str) -> Person:
    organisation(OTHER, "Other")
    return person("maria@mebel.example", "administrator", of=cluster, name="Maria Manager")


@hypothesis_settings(examples(18), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TYPED)
def test_whatever_is_typed_is_taken_or_refused(editor: Person, typed: tuple[str, dict[str, str]]) -> None:
    path, fields = typed
    body = {name: text.encode("utf-8", "surrogatepass") for name, text in fields.items()}
    answer = browser(editor).post(f"/en/{path}", body)
    assert answer.status_code in (200, 302, 400, 403, 404, 409, 422, 429), (answer.status_code, path, fields)
