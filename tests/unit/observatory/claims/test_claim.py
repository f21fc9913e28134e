"""What a file of claims must be, and what is said of one that is not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ebpages.declared.schema import BrokenDeclaration
from ebpages.observatory.claims.catalogue import SHIPPED, VARIABLE, all_claims, claims_of
from ebpages.observatory.claims.claim import read_claims

BOTH = {"bg": "текст", "en": "text"}
COUNT = {"kind": "count", "population": {"kind": "records", "list": "bulstat"}}


def claim(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": "a-claim",
        "subject": "all",
        "said": BOTH,
        "as_of": 2020,
        "expected": {"is": 1},
        "measure": COUNT,
    }
    return {key: value for key, value in (plain | changes).items() if value is not None}


def document(*claims: dict[str, Any], **parts: Any) -> dict[str, Any]:
    head = {"reports": [{"code": "report", "title": BOTH}], "subjects": [{"code": "all", "title": BOTH}]}
    return head | {"claims": list(claims)} | parts


def write(path: Path, content: object) -> Path:
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(BrokenDeclaration) as told:
        claims_of(path)
    return str(told.value)


def test_the_shipped_claims_are_whole() -> None:
    declared = all_claims()
    assert len(declared.claims) > 100
    assert {claim.report.code for claim in declared.claims} == {"guide"}


def test_every_claim_of_the_guide_has_the_sentence_as_printed() -> None:
    assert [claim.declared.id for claim in all_claims().claims if not claim.declared.printed] == []


def test_every_quantity_is_spoken_of_by_several_claims() -> None:
    declared = all_claims()
    spoken = [claim.declared.about for claim in declared.claims if claim.declared.about]
    assert {about for about in spoken if spoken.count(about) > 1} == set(declared.quantities)


def test_every_subject_and_section_is_used() -> None:
    file = read_claims(SHIPPED)
    assert {subject.code for subject in file.subjects} == {claim.subject for claim in file.claims}
    assert {section.code for section in file.sections} == {c.section for c in file.claims if c.section}


@pytest.mark.parametrize(
    ("changes", "place", "problem"),
    [
        ({"measure": None}, "claim 'a-claim'", "either `measure`, or `cannot`"),
        ({"cannot": BOTH}, "claim 'a-claim'", "either `measure`, or `cannot`"),
        ({"colour": "red"}, "claim 'a-claim', colour", "misspelt"),
        ({"said": {"bg": "текст"}}, "claim 'a-claim', said.en", "Add the key"),
        ({"as_of": "spring"}, "claim 'a-claim', as_of", "Correct the value"),
        ({"expected": {"is": 1, "about": 1}}, "claim 'a-claim', expected", "exactly one"),
        ({"expected": {"is": "many"}}, "claim 'a-claim', expected.is", "Correct the value"),
        ({"expected": {"includes": ["a"]}}, "claim 'a-claim'", "kind `codes`"),
        ({"expected": {"day": "2017-04-28"}}, "claim 'a-claim'", "say `cannot`"),
        ({"measure": None, "cannot": BOTH}, "claim 'a-claim'", "which list or figure would settle it"),
        (
            {"measure": {"kind": "reported", "by": [{"source": {"title": BOTH}}]}},
            "claim 'a-claim', measure.reported.by.0",
            "either `is` or `day`",
        ),
        (
            {"measured": {"said": BOTH, "expected": {"day": "2017"}, "measure": COUNT}},
            "claim 'a-claim', measured",
            "give a `day`",
        ),
        ({"measure": {"kind": "guess"}}, "claim 'a-claim', measure", "'guess'"),
        (
            {"measure": {"kind": "count", "population": {"kind": "records", "list": "bulstad"}}},
            "claim 'a-claim', measure.count.population",
            "there is no list 'bulstad'",
        ),
        ({"measure": {"kind": "sum", "of": [COUNT]}}, "claim 'a-claim', measure.sum.of", "at least 2"),
        ({"subject": "none"}, "claim 'a-claim', subject", "there is no subject 'none'"),
        ({"about": "size"}, "claim 'a-claim', about", "there is no quantity 'size'"),
        ({"section": "three"}, "claim 'a-claim', section", "there is no section 'three'"),
        ({"report": "other"}, "claim 'a-claim', report", "there is no report 'other'"),
        ({"remarks": [{"text": BOTH, "measure": COUNT}]}, "claim 'a-claim', remarks.0", "where {found} goes"),
    ],
)
def test_a_wrong_claim_is_told_by_file_claim_and_key(
    tmp_path: Path, changes: dict[str, Any], place: str, problem: str
) -> None:
    told = refused(write(tmp_path / "mine.yaml", document(claim(**changes))))
    assert told.startswith(f"mine.yaml, {place}")
    assert problem in told


@pytest.mark.parametrize(
    ("changes", "problem"),
    [({"ground": "by-colour"}, "no order 'by-colour'"), ({"counts": {"grown": 4}}, "no value 'grown'")],
)
def test_a_wrong_supposition_is_told(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    supposition = {"ground": "by-stage", "counts": {"developed": 4}, "because": BOTH} | changes
    assert problem in refused(write(tmp_path / "mine.yaml", document(claim(), suppositions=[supposition])))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("claims: [", "mine.yaml, the file: not YAML"),
        ("- a list", "mine.yaml, the file: it holds no keys"),
        ({"figures": []}, "mine.yaml, figures: there is no such key"),
        (document(), "mine.yaml, claims: there are none"),
        (document(claim(), reports=None), "mine.yaml, reports: there are none"),
        (document(claim(), subjects="all"), "mine.yaml, subjects: it is not a list"),
        (document(claim(), claim()), "mine.yaml, claim 'a-claim': it is given twice"),
        (document("a-claim"), "mine.yaml, claim 1: input should be a valid dictionary"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_file_is_told_with_its_key(tmp_path: Path, content: object, told: str) -> None:
    assert refused(write(tmp_path / "mine.yaml", content)).startswith(told)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "nowhere.yaml, the file: it cannot be read" in refused(tmp_path / "nowhere.yaml")
    assert "no file in it ends in .yaml" in refused(tmp_path)


def test_claims_of_other_reports_are_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = len(all_claims().claims)
    write(tmp_path / "mine.yaml", document(claim(subject="labels", about="ict"), subjects=[]))
    write(tmp_path / "more.yaml", document(claim(id="another-claim")))
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    found = all_claims().claims
    assert [claim.declared.id for claim in found[shipped:]] == ["a-claim", "another-claim"]


def test_an_id_that_stands_in_two_files_is_told_with_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "mine.yaml", document(claim(id="trade-register")))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.yaml"))
    with pytest.raises(
        BrokenDeclaration, match=r"mine\.yaml, claim 'trade-register': guide\.yaml declares it already"
    ):
        all_claims()


def test_a_mended_file_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.yaml", document(claim(subject="none")))
    refused(path)
    write(path, document(claim()))
    assert len(claims_of(path).claims) == 1
