"""The report's own words in one language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ebpages.declared.schema import read_document
from ebpages.declared.text import read_text

FILE = Path(__file__).with_name("wording.yaml")


@cache
def words(language: str) -> Mapping[str, str]:
    """Every text of wording.yaml by its key. Raises BrokenVocabulary where one lacks a language."""
    entries = read_document(FILE)
    return {key: read_text(FILE.name, key, entry).name(language) for key, entry in entries.items()}
