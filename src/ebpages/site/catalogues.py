"""Compile the interface's gettext catalogues without gettext's own programs, which a fresh machine often lacks.

Run as `python -m ebpages.site.catalogues`.
"""

from pathlib import Path

import polib

LOCALE = Path(__file__).parent / "locale"


def compile_catalogues(locale: Path = LOCALE) -> int:
    """Write a .mo file beside every .po file below `locale`; returns how many there are."""
    catalogues = sorted(locale.glob("*/LC_MESSAGES/*.po"))
    for catalogue in catalogues:
        draft = catalogue.with_suffix(".mo.draft")
        polib.pofile(str(catalogue)).save_as_mofile(str(draft))
        draft.replace(catalogue.with_suffix(".mo"))
    return len(catalogues)


if __name__ == "__main__":
    compile_catalogues()
