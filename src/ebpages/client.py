"""A small client of a site of E-Business Pages: its data as pandas or Polars frames.

It needs nothing of the rest of this package, and of others only the library of the frames.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

Library = Literal["pandas", "polars"]
Language = Literal["bg", "en"]
_MOST_CHANGES = 1000  # of one answer
FILTERS = (
    "kind", "list", "stage", "label", "region", "sector", "activity", "form", "country", "speaks", "size_class", "stated",
)  # fmt: skip


class Unanswered(Exception):
    """The site does not answer, or refuses. status: of the answer, 0 where there was none."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class Client:
    """What a site holds, as frames of one library.

    url: of the site, as https://example.org. language: of names and words; codes are the same in both. timeout: seconds for each answer.

    >>> register = Client("http://127.0.0.1:8000")  # doctest: +SKIP
    >>> register.organisations(kind="cluster_organisation", region="BG411")  # doctest: +SKIP
    """

    def __init__(
        self, url: str, *, frames: Library = "pandas", language: Language = "en", timeout: float = 300
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"{url!r} is no address of a site; write it as https://example.org")
        self.url, self.frames, self.language, self.timeout = url.rstrip("/"), frames, language, timeout

    def organisations(self, words: str = "", **filters: str | list[str]) -> Any:
        """A frame of the organisations that words and filters choose, all of them without any.

        filters: as in the directory: kind, list, stage, label, region, sector, activity, form, country, speaks, size_class; and
        `stated`, a property or `property:value`. Several values of one filter: any of them will do. Raises ValueError for others.
        """
        if unknown := sorted(filters.keys() - set(FILTERS)):
            raise ValueError(f"there is no filter {', '.join(unknown)}; there are {', '.join(FILTERS)}")
        asked = {"q": words, **filters}
        question = urlencode({key: value for key, value in asked.items() if value}, doseq=True)
        path = f"/{self.language}/organisations/download.parquet"
        return self._frame(self._read(f"{path}?{question}" if question else path))

    def statements(self) -> Any:
        """A frame of every value of every list, with its organisation and the row that it was read from."""
        return self.table("statements")

    def table(self, name: str) -> Any:
        """A frame of one of the files that hold everything: statements, organisations, records, judgements or lists."""
        return self._frame(self._read(f"/api/data/{name}.parquet?language={self.language}"))

    def changes(self, since: date | datetime | str | None = None, *, after: int = 0) -> Any:
        """A frame of the organisations that changed, in the order of their changes.

        since: a moment; after: the last `position` that is known already. Columns: position, at, id, state, heir.
        """
        rows = list(self._changes(since.isoformat() if isinstance(since, date) else since, after))
        columns = ("position", "at", "id", "state", "heir")
        return self._frame_of({column: [row[column] for row in rows] for column in columns})

    def manifest(self) -> dict[str, Any]:
        """Which files there are, of which state of the data, with their checksums."""
        told: dict[str, Any] = json.loads(self._read(f"/api/data?language={self.language}"))
        return told

    def _changes(self, since: str | None, after: int) -> Iterator[dict[str, Any]]:
        more = True
        while more:
            question: dict[str, object] = {"after": after, "size": _MOST_CHANGES, "language": self.language}
            if since:
                question["since"] = since
            answer = json.loads(self._read(f"/api/changes?{urlencode(question)}"))
            yield from answer["changes"]
            after, more = answer["next"], answer["more"]

    def _read(self, path: str) -> bytes:
        address = f"{self.url}{path}"
        request = Request(address, headers={"User-Agent": "ebpages.client"})  # noqa: S310 - the scheme was checked
        try:
            with urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                content: bytes = answer.read()
                return content
        except HTTPError as refusal:
            told = refusal.read(500).decode("utf-8", "replace")
            raise Unanswered(f"{address}: {refusal.code} {refusal.reason}. {told}", refusal.code) from None
        except URLError as problem:
            raise Unanswered(f"{address}: {problem.reason}") from None

    def _frame(self, parquet: bytes) -> Any:
        return self._library().read_parquet(BytesIO(parquet))

    def _frame_of(self, columns: dict[str, list[Any]]) -> Any:
        return self._library().DataFrame(columns)

    def _library(self) -> Any:
        if self.frames == "polars":
            import polars

            return polars
        import pandas

        return pandas
