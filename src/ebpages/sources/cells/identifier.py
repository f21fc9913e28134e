"""An identifier as printed, made digits again without guessing."""

import re

from ebpages.sources.record import Field, Step, step

WHOLE = 9  # digits of a legal entity
TAG = re.compile(r"</?\w+>")


def read_identifier(pieces: tuple[str, ...], column: str) -> Field:
    """Take markup and spaces out of an identifier and join what was carried over; whether it is valid is not said here."""
    printed = tuple(piece for piece in pieces if piece.strip())
    steps: list[Step] = []
    without_tags = [TAG.sub("", piece) for piece in printed]
    if without_tags != list(printed):
        steps.append(step("markup_removed", markup=" ".join(sorted(set(TAG.findall("".join(printed)))))))
    without_spaces = ["".join(piece.split()) for piece in without_tags]
    if any(re.search(r"\S\s+\S", piece) for piece in without_tags):
        steps.append(step("spaces_removed"))
    if len(without_spaces) > 1:
        steps.append(step("carried_over_joined", parts=" + ".join(without_spaces)))
    value = "".join(without_spaces)
    kept = "".join(letter for letter in value if letter.isalnum())
    if kept != value:
        steps.append(step("signs_removed", signs="".join(sorted(set(value) - set(kept)))))
    return Field("identifier", kept, "\n".join(printed), column, steps=tuple(steps))


def has_identifier(text: str) -> bool:
    """Whether a cell holds a whole identifier, one digit of which a page break may have carried over."""
    return sum(sign.isdigit() for sign in text) >= WHOLE - 1


def identifier_notices(field: Field) -> tuple[Step, ...]:
    """What is wrong with an identifier at first sight."""
    if not field.value:
        return (step("identifier_missing"),)
    if not (field.value.isascii() and field.value.isdigit()):
        return (step("identifier_not_digits", text=field.value),)
    return ()
