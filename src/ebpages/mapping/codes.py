"""What the code of a region or an industry may be: it stands in addresses, in files and on pages."""

LONGEST = 60
# A slash ends a step of an address, and a plus sign joins regions in one.
FORBIDDEN = ("/", "+")
_OTHER_PLACES = (".", "..")  # steps that an address takes elsewhere
RULE = f"Use other than {' and '.join(_OTHER_PLACES)}, up to {LONGEST} printable characters without {' and '.join(FORBIDDEN)}"


def is_code(text: str) -> bool:
    return (
        0 < len(text) <= LONGEST
        and text.isprintable()
        and text not in _OTHER_PLACES
        and not any(sign in text for sign in FORBIDDEN)
    )


def cut(text: str) -> str:
    """A text of a file as it can be shown: no longer than a code, and without what a terminal would obey."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:LONGEST])
    return shown if len(text) <= LONGEST else f"{shown[:-1]}…"
