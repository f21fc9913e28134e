"""PDF by typst: a fixed template, and everything else beside it as JSON, so no text is ever taken for markup."""

from pathlib import Path


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
