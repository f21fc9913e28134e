import re
from pathlib import Path

import pytest

import ebpages
from ebpages.registry import wording
from ebpages.registry.findings.finding import finding
from ebpages.registry.findings.of_lists import TOLD
from ebpages.registry.judgements import Reason
from ebpages.registry.resolution.cascade import STEPS
from ebpages.sources.catalogue import sources
from ebpages.sources.record import Step

ROOM = Path(ebpages.__file__).parent
LANGUAGES = ("bg", "en")


def codes(pattern: str, *places: str) -> set[str]:
    """What stands in code as the first argument of a call."""
    files = [file for place in places for file in sorted(ROOM.glob(place))]
    return {code for file in files for code in re.findall(pattern, file.read_text(encoding="utf-8"))}


def test_every_step_that_the_code_takes_has_a_sentence():
    taken = codes(r'\b[sS]tep\(\s*"(\w+)"', "sources/**/*.py", "registry/*.py")
    assert len(taken) > 20
    assert taken <= set(wording.steps())


def test_every_reason_that_the_code_gives_has_a_sentence():
    given = codes(r'\bReason\(\s*"(\w+)"', "registry/resolution/*.py")
    computed = codes(r'\b_reason\(\s*"(\w+)"', "registry/resolution/*.py")
    given |= {f"{code}_{side}" for code in computed for side in ("same", "other")} | {
        "identifier_equal",
        "branch_equal",
    }
    given |= {"several_fit", "year_against", "entity_by_form", "entity_latest"}
    assert len(computed) >= 4
    assert given <= set(wording.reasons())


def test_every_reason_in_a_param_of_a_step_has_words():
    used = codes(r'\breason="(\w+)"', "sources/**/*.py") | {
        why for s in sources() for why in s.other_hosts.values()
    }
    for code in used:
        sentence = wording.step_sentence(Step("maybe_cut", (("reason", code),)), "bg")
        assert code not in sentence, f"{code} has no words in steps.yaml, words.reason"


def test_every_kind_that_is_found_has_wording_and_every_wording_is_found():
    found = codes(r'\b[fF]inding\(\s*"(\w+)"', "registry/findings/*.py")
    found |= TOLD
    assert found == set(wording.kinds_of_findings())


def test_every_case_that_is_found_has_a_sentence():
    used = codes(r'\bcase="(\w+)"', "registry/findings/*.py")
    known = {case for kind in wording.kinds_of_findings().values() for case in kind.sentences}
    assert used <= known


def test_every_method_of_the_cascade_has_a_label_and_an_explanation():
    assert {*STEPS, "human", "branch"} == set(wording.methods())
    assert wording.method_label("branch", "bg") == "клон"
    assert all(wording.method_explanation(method, language) for method in STEPS for language in LANGUAGES)


def test_every_property_that_a_list_states_has_a_label():
    stated = codes(r'\bField\(\s*"(\w+)"', "sources/**/*.py")
    assert "website_absent" in stated
    assert stated <= set(wording.properties())


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_are_those_of_the_language(language):
    texts = [*wording.steps().values(), *wording.reasons().values()]
    for kind in wording.kinds_of_findings().values():
        texts += [kind.label, kind.explanation, kind.resolve, *kind.sentences.values()]
    wrong = {"bg": "”\"'", "en": "„\"'"}[language]
    for text in texts:
        assert not set(text.name(language)) & set(wrong), text


def test_every_kind_of_finding_is_documented():
    page = (ROOM.parents[1] / "docs/reference/findings.md").read_text(encoding="utf-8")
    for kind in wording.kinds_of_findings().values():
        assert f"| `{kind.code}` | {kind.severity} |" in page


def test_codes_in_params_are_put_into_words():
    two = finding(
        "several_values",
        records=("bsmepa:26",),
        property="stage",
        name="Тракия",
        values="start_up + developing",
    )
    assert wording.finding_sentence(two, "en") == (
        "For “Тракия” one row prints several values for “stage of development”: start-up cluster and developing cluster."
    )
    assert "клъстер в начален етап на развитие и развиващ се клъстер" in wording.finding_sentence(two, "bg")
    invalid = Step("identifier_invalid", (("problem", "check_digit"),))
    assert wording.step_sentence(invalid, "bg").endswith("контролната цифра не съответства на останалите.")


def test_dates_are_written_as_people_write_them():
    lapsed = finding(
        "label_lapsed", name="X", label="ecei:bronze", until="2015-03-15", on="2018-10-01", edition="2018-04"
    )
    assert "15.03.2015 г." in wording.finding_sentence(lapsed, "bg")
    assert "15 March 2015" in wording.finding_sentence(lapsed, "en")
    assert "по този списък от април\N{NO-BREAK SPACE}2018\N{NO-BREAK SPACE}г. (" in wording.finding_sentence(
        lapsed, "bg"
    )


def test_a_list_stands_in_a_sentence_by_its_title():
    lost = finding("rows_lost", source="bsmepa", numbers="12–18", count="7")
    assert "“Clusters categorised by BSMEPA”" in wording.finding_sentence(lost, "en")


def test_a_code_without_wording_stands_for_itself():
    assert wording.step_sentence(Step("unheard_of"), "bg") == "unheard_of"
    assert wording.reason_sentence(Reason("unheard_of"), "en") == "unheard_of"
    assert wording.finding_sentence(finding("unheard_of"), "en") == "unheard_of"
    assert wording.property_label("unheard_of", "en") == "unheard_of"
    assert wording.value_text("stage", "unheard_of", "en") == "unheard_of"
    assert wording.value_text("label", "no:such", "bg") == "no:such"


def test_a_word_of_a_name_is_shown_in_both_languages_or_as_spelt():
    assert "~" not in wording.reason_sentence(Reason("word_left_over", (("word", "~dunav"),)), "en")
    assert "„дунав“" in wording.reason_sentence(Reason("word_equal", (("word", "дунав"),)), "bg")


def test_severities_are_the_three_that_pages_know():
    assert {kind.severity for kind in wording.kinds_of_findings().values()} == {"error", "warning", "note"}
    assert [wording.severity_label(s, "bg") for s in wording.SEVERITIES] == [
        "грешка",
        "предупреждение",
        "бележка",
    ]
