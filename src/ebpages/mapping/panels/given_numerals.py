"""How numbers are written, as a person says it."""

from ebpages.files.numerals import SIGNS, THOUSANDS, Numerals, Use
from ebpages.mapping.panels.panel import UnreadablePanel


def given(decimal: str, thousands: str) -> Numerals:
    """What a person says of the numbers; empty where nothing is said. Raises UnreadablePanel."""
    if decimal and decimal not in SIGNS:
        raise UnreadablePanel(
            "the numbers", f"--decimal {decimal}", "it separates no decimals", "Give . or ,"
        )
    if thousands and thousands not in THOUSANDS:
        raise UnreadablePanel(
            "the numbers",
            f"--thousands {thousands}",
            "it separates no thousands",
            f"Give one of {', '.join(THOUSANDS)}",
        )
    if decimal and decimal == thousands:
        raise UnreadablePanel(
            "the numbers",
            f"--decimal {decimal}",
            "it cannot separate thousands too",
            "Give two different signs",
        )
    if not (decimal or thousands):
        return Numerals()
    point = decimal or next((sign for sign in SIGNS if thousands in SIGNS and sign != thousands), "")
    group = THOUSANDS[thousands] if thousands else None
    if point:
        uses: dict[str, Use] = {sign: "decimal" if sign == point else "thousands" for sign in SIGNS}
    else:
        uses = dict.fromkeys(SIGNS, "decimal")
    return Numerals(uses, group)
