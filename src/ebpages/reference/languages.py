"""Languages (ISO 639-1) that people speak and texts are written in."""

from ebpages.reference.vocabulary import Term, look_ups

language, languages = look_ups("languages.csv", Term, "language")
