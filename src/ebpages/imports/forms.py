"""The form in which the guesses of an import are changed."""

from collections.abc import Mapping
from typing import Any

from django import forms

from ebpages.imports.columns import cell_of

READ = ("encoding", "delimiter", "sheet", "header_row")
TEXTS = (
    "edition",
    "title_bg",
    "title_en",
    "publisher_bg",
    "publisher_en",
    "url",
    "licence_bg",
    "licence_en",
    "decimal",
    "kind",
)


class MappingForm(forms.Form):
    """What is chosen for each column stands in `column-1`, `column-2` and so on."""

    name = ""

    def full_clean(self) -> None:
        self.name = self.data.get("name", "").strip()

    def given(self, before: Mapping[str, Any], preview: Mapping[str, Any]) -> dict[str, Any]:
        """A mapping. before, preview: of the file as it is mapped now; where it is to be read otherwise, its columns are guessed anew."""
        read_before = before.get("read", {})
        read = {**read_before, **{key: self.data[key] for key in READ if self.data.get(key)}}
        if not read.get("delimiter", "x").strip(" "):
            read["delimiter"] = read_before.get("delimiter")
        texts = {key: self.data.get(key, "").strip() for key in TEXTS if key in self.data}
        if "only_used" in self.data:
            read["only_used"] = self.data["only_used"] == "yes"
            read.pop("left_out", None)  # it follows from the columns
            read["keep"] = [
                column["header"]
                for number, column in enumerate(preview["columns"], 1)
                if f"keep-{number}" in self.data
            ]
        given = {**before, **texts, "read": read}
        if any(str(read.get(key)) != str(read_before.get(key)) for key in READ):
            read.pop("left_out", None)
            read.pop("keep", None)
            given.pop("columns")
            if read.get("sheet") != read_before.get("sheet"):
                read.pop("header_row", None)
            return given
        return {**given, "columns": self._columns(before, preview)}

    def _columns(self, before: Mapping[str, Any], preview: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        standing = {(what, column["header"]): column for what, column in before.get("columns", {}).items()}
        columns: dict[str, dict[str, str]] = {}
        for number, column in enumerate(preview["columns"], 1):
            what, header = self.data.get(f"column-{number}", ""), column["header"]
            if what and what not in columns:
                new = {"header": header, "cell": cell_of(what, column["samples"])}
                columns[what] = dict(standing.get((what, header), new))
        return columns
