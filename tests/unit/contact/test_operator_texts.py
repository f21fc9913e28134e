"""Texts that an operator writes for the pages about the site."""

from pathlib import Path

import pytest

from ebpages.contact.operator_texts import LANGUAGES, NAMES, check, operator_text, program_text
from ebpages.contact.shapes import Paragraph
from ebpages.reference.vocabulary import BrokenVocabulary


def test_a_text_has_paragraphs_headings_and_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EBPAGES_TEXTS", str(tmp_path))
    (tmp_path / "operator.bg.txt").write_text(
        "\ufeff# Кой\nАгенция,\nРусе\n\n- тел. 1\n- тел. 2\nкрай", encoding="utf-8"
    )
    assert operator_text("operator", "bg") == (
        (
            Paragraph("heading", "Кой"),
            Paragraph("text", "Агенция, Русе"),
            Paragraph("item", "тел. 1"),
            Paragraph("item", "тел. 2"),
            Paragraph("text", "край"),
        ),
        "bg",
    )
    assert operator_text("operator", "en")[1] == "bg", (
        "the other language rather than nothing, and it is said"
    )
    assert operator_text("privacy", "bg") == ((), "bg")


@pytest.mark.parametrize("content", [None, "Кой".encode("cp1251"), b"x" * 200_000])
def test_what_cannot_be_read_is_said_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    monkeypatch.setenv("EBPAGES_TEXTS", str(tmp_path if content else tmp_path / "none"))
    if content:
        (tmp_path / "privacy.bg.txt").write_bytes(content)
    with pytest.raises(BrokenVocabulary, match="EBPAGES_TEXTS"):
        check()


def test_what_the_program_says_is_said_in_both_languages() -> None:
    lengths = {name: {len(program_text(name, language)) for language in LANGUAGES} for name in NAMES}
    assert all(len(found) == 1 for found in lengths.values()), lengths
    assert lengths["privacy"] != {0} and lengths["accessibility"] != {0}
