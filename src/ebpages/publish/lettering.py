"""How wide a text will be and where its lines break, known before anything is drawn."""

import re
from collections.abc import Iterator

# Widths of Liberation Sans and Arial in thousandths of the type size; a letter that is not here is as wide as most are.
_WIDTHS: dict[str, int] = {
    letter: width
    for width, letters in (
        (220, "ijlίι"),
        (280, " !,./:;I[\\]tf|ΙΪ\N{NO-BREAK SPACE}"),
        (350, "\"()-`r{}г„“”'"),
        (450, "*^ξτзктέεζ"),
        (500, "1Jcksvxyzсухчьэγκλνςχ"),
        (600, "+<=>FTZ~ЗКТдлъΖΣΤάαβμσ"),
        (660, "&ABEKPSVXYАБВЕЛРУХЧЬжΑΒΔΕΚΛΞΡΥΧΫφ"),
        (720, "CDHNRUwДИЙНПСЭЯмыΗΝΠπψ"),
        (800, "GOQФОЪцюфшщΟΦΩω"),
        (860, "MmМΜΨ"),
        (930, "%WЖШЩЫ"),
        (1050, "@Ю—…№"),
    )
    for letter in letters
}
_USUAL = 560
_WIDEST = 1000  # letters of other scripts and pictures
_BOLD = 1.08
SPARE = 0.93  # of a width: what long lines may take of it, for a page whose own type is somewhat wider
_PIECES = re.compile(r"[^\s-]*-+|[^\s-]+")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how many pixels a line of text takes at this type size."""
    thousandths = sum(_WIDTHS.get(letter, _USUAL if letter < "\u0530" else _WIDEST) for letter in text)
    return thousandths * size / 1000 * (_BOLD if bold else 1)


def wrap(text: str, width: float, size: float, *, most: int = 9, bold: bool = False) -> list[str]:
    """Lines of a text that each fit into `width` pixels, at the most `most` of them; what is left out ends in "…".

    A line breaks between words and after a hyphen, and inside a word only where the word alone is too wide.
    """

    def fits(line: str) -> bool:
        return text_width(line, size, bold=bold) <= width

    lines = [""]
    for piece, gap in _pieces(text):
        longer = f"{lines[-1]}{gap}{piece}".lstrip()
        if fits(longer):
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in piece:
            if lines[-1] and not fits(lines[-1] + letter):
                lines.append("")
            lines[-1] += letter
        if len(lines) > most:
            break
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and not fits(last + "…"):
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """(piece, the space before it), a piece being what stays on one line."""
    for word in text.split():
        for number, piece in enumerate(_PIECES.findall(word)):
            yield piece, "" if number else " "
