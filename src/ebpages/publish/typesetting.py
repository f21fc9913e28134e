"""PDF by typst: a fixed template, and everything else beside it as JSON, so no text is ever taken for markup."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def typeset(template: Path, **said: Mapping[str, Any]) -> bytes:
    """A template that reads nothing but what is said here, each under its name as JSON."""
    with tempfile.TemporaryDirectory(prefix="ebpages-typst-") as folder:
        root = Path(folder)
        for name, value in said.items():
            (root / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False))
        (root / template.name).write_bytes(template.read_bytes())
        return compile_pdf(root / template.name)


def compile_pdf(template: Path) -> bytes:
    """Accessible by the rules of PDF/UA; without that promise where a text has letters that the fonts lack.

    template: in a folder with all that it reads. Only the fonts inside typst are used: with those of the machine, every machine would
    print another file.
    """
    import typst

    root = template.parent
    try:
        return typst.compile(template, root=root, ignore_system_fonts=True, pdf_standards="ua-1")
    except typst.TypstError as problem:
        if "could not be displayed with font" not in str(problem):
            raise
        return typst.compile(template, root=root, ignore_system_fonts=True)
