"""How to cite a page: as text, BibTeX or RIS, with the state of the data in its address."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MEDIA_TYPES: Mapping[str, str] = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
PUBLISHER = "E-Business Pages"


@dataclass(frozen=True, slots=True)
class Citation:
    """title: what is cited, filters in words. text: who says what by which data, in sentences. url: with the state in it.

    state: a code, empty where there are no data. data_of: edition of the newest data, ISO text.
    """

    title: str
    text: str
    url: str
    state: str
    data_of: str
    on: date
    language: str

    def write(self, file_format: str) -> str:
        """file_format: bib or ris."""
        return self._bibtex() if file_format == "bib" else self._ris()

    def _bibtex(self) -> str:
        fields = {
            "author": f"{{{PUBLISHER}}}",
            "title": f"{{{_tex(self.title)}}}",
            "year": self.data_of[:4],
            "version": self.state,
            "url": self.url,
            "urldate": self.on.isoformat(),
            "language": {"bg": "bulgarian", "en": "english"}[self.language],
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        # Two pages in one bibliography need two keys.
        page = hashlib.sha256(self.url.encode()).hexdigest()[:6]
        return f"@misc{{ebpages-{self.state}-{page},\n{lines}\n}}\n"

    def _ris(self) -> str:
        fields = (
            ("TY", "DATA"), ("AU", PUBLISHER), ("TI", _line(self.title)), ("PY", self.data_of[:4]), ("ET", self.state),
            ("UR", self.url), ("Y2", self.on.strftime("%Y/%m/%d")), ("LA", self.language), ("ER", ""),
        )  # fmt: skip
        return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def _line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", _line(text).replace("\\", "/"))
