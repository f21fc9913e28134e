"""The form of a page: what stands in it, and that nothing that is typed is lost."""

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from ebpages.own_pages.page import Value, Values, changes, page_values
from ebpages.own_pages.page_form import FormGroup, faults, form, form_properties, read_form
from ebpages.reference.languages import languages

PAGE: Values = {
    "name": (
        Value("Мебелен клъстер", "bg"),
        Value("Furniture Cluster", "en"),
        Value("Σύμπλεγμα Επίπλων", "el"),
    ),
    "description": (Value("Първи ред\n\nВтори ред", "bg"), Value("One line", "en")),
    "kind": (Value("cluster_organisation"),),
    "country": (Value("BG"),),
    "contact_public": (Value("Продажби | office@example.org"), Value("+359 2 000 0000")),
    "sector": (Value("Мебели", "bg"), Value("дървообработване", "bg")),
    "nace": (Value("31"), Value("16.23")),
    "products": (Value("столове", "bg"), Value("маси", "bg"), Value("chairs", "en")),
    "export_markets": (Value("GR"), Value("DE")),
    "languages": (Value("bg"), Value("el")),
    "certificates": (Value("ISO 9001 | 2027-05-31"), Value("FSC")),
    "members": (Value("27"),),
}


def typed(groups: Sequence[FormGroup]) -> dict[str, list[str]]:
    """What a browser sends of a form that nobody has touched."""
    found: dict[str, list[str]] = {}
    for name, text in _fields(groups):
        found.setdefault(name, []).append(text.replace("\n", "\r\n"))
    return found


def _fields(groups: Sequence[FormGroup]) -> Iterator[tuple[str, str]]:
    for part in (part for group in groups for field in group.fields for part in field.parts):
        if part.widget in ("checks", "select"):
            yield from ((part.name, option.value) for option in part.options if option.chosen)
        else:
            yield part.name, part.text
        if part.widget == "pair":
            yield f"{part.name}.second", part.second


def test_a_form_that_nobody_touches_changes_nothing() -> None:
    for reader in ("bg", "en"):
        assert read_form(typed(form(PAGE, reader, {}))) == PAGE


def test_every_field_has_a_label_a_help_and_ids_of_its_own() -> None:
    groups = form(PAGE, "bg", {})
    fields = [field for group in groups for field in group.fields]
    assert {field.code for field in fields} == {each.code for each in form_properties()}
    ids = [part.id for field in fields for part in field.parts]
    assert all(field.label and field.help for field in fields) and len(set(ids)) == len(ids)


def test_a_country_is_written_by_its_name_in_either_language() -> None:
    assert read_form({"export_markets": ["Гърция\r\nGermany\r\nfr\r\nНарния"]}) == {
        "export_markets": (Value("GR"), Value("DE"), Value("FR"), Value("Нарния"))
    }


def test_a_code_of_an_activity_may_be_followed_by_its_name() -> None:
    assert read_form({"nace": ["31 Производство на мебели\n16.23\nмебели"]}) == {
        "nace": (Value("31"), Value("16.23"), Value("мебели"))
    }


def test_a_text_in_another_language_says_which() -> None:
    assert read_form({"description.other": ["Έπιπλα"], "description.other-language": ["el"]}) == {
        "description": (Value("Έπιπλα", "el"),)
    }


def test_one_text_that_was_typed_in_two_places_stands_together() -> None:
    both = {"description.en": ["One"], "description.other": ["Two"], "description.other-language": ["en"]}
    assert read_form(both) == {"description": (Value("One\nTwo", "en"),)}


def test_a_faulty_value_stays_in_the_form_with_a_sentence_in_the_language_of_its_reader() -> None:
    page: Values = {
        "founded": (Value("two thousand"),),
        "website": (Value("example.org"),),
        "kind": (Value("guild"),),
    }
    found = faults(page, "en")
    assert set(found) == {"founded", "website", "kind"} and "no number" in found["founded"][0]
    assert "адрес" in faults(page, "bg")["website"][0]
    assert read_form(typed(form(page, "en", found))) == page


def test_a_text_whose_language_is_not_said_is_asked_for_it() -> None:
    page = read_form({"description.other": ["Έπιπλα"]})
    assert page == {"description": (Value("Έπιπλα"),)} and "language" in faults(page, "en")["description"][0]
    assert read_form(typed(form(page, "en", {}))) == page


LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Cs")), max_size=12)


@given(
    st.dictionaries(
        st.sampled_from([each.code for each in form_properties()]),
        st.lists(st.tuples(LINES, st.sampled_from(["bg", "en", "el", ""])), max_size=4),
    )
)
def test_whatever_is_kept_comes_back_from_the_form(given_page: dict[str, list[tuple[str, str]]]) -> None:
    """Once it was read: what a form cannot hold apart, such as two names of one certificate, is put together the first time."""
    page = page_values(
        (each.code, Value(text.strip(), language if each.languages != "none" else ""))
        for each in form_properties()
        for text, language in given_page.get(each.code, ())
    )
    once = read_form(typed(form(page, "en", {})))
    assert not changes(once, read_form(typed(form(once, "en", {}))))
    for name, values in page.items():
        kept = "\n".join(value.text for value in once.get(name, ()))
        for value in values:
            assert all(
                word in kept for word in value.text.split() if name in ("description", "name", "seeks")
            )


@given(st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=40), max_size=3), max_size=5))
def test_no_form_of_another_making_breaks_it(strange: dict[str, list[str]]) -> None:
    names = {
        f"{each.code}.{language}" for each in form_properties() for language in ("bg", "other", "choice")
    }
    codes = [each.code for each in form_properties()]
    for number, (name, texts) in enumerate(list(strange.items())):
        strange[[*sorted(names), *codes][(len(name) * 7 + number) % (len(names) + len(codes))]] = texts
    page = read_form(strange)
    form(page, "bg", faults(page, "bg"))
    assert len(languages()) > 20


def test_neighbours_come_first_among_countries_and_languages() -> None:
    fields = {each.parts[0].name: each.parts[0] for group in form({}, "bg", {}) for each in group.fields}
    assert [option.value for option in fields["country"].options][:3] == ["BG", "GR", "CY"]
    assert [option.value for option in fields["languages"].options][:3] == ["bg", "en", "el"]
