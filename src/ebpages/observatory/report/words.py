"""The report's own words in one language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from ebpages.reference.vocabulary import LANGUAGES, BrokenVocabulary, in_language

FILE = Path(__file__).with_name("wording.yaml")


@cache
def words(language: str) -> Mapping[str, str]:
    """Every text of wording.yaml by its key. Raises BrokenVocabulary where one lacks a language."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for key, entry in entries.items():
        if not isinstance(entry, dict) or set(entry) != set(LANGUAGES) or not all(entry.values()):
            raise BrokenVocabulary(
                FILE.name, key, "the text is not given in both languages", "Write {bg: …, en: …}"
            )
    return {key: in_language(language, entry["bg"], entry["en"]) for key, entry in entries.items()}
