"""The static file `vega.js`: Vega, Vega-Lite and vega-embed as one ES module, made on this machine, kept in no repository.

The program that draws charts on the server holds the same libraries, so that pages and pictures agree.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

from ebpages.publish.vega_lite import VEGA_LITE
from ebpages.publish.whole_file import whole_file

NAME = "vega.js"
_EXPORTS = "export { vegaEmbed };"


class ChartBundleFinder(BaseFinder):
    """Offers `vega.js` to `collectstatic` and to the development server; it is made when it is first asked for."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of the file, or nothing for every other name."""
        if path != NAME:
            return [] if find_all else None
        file = str(bundle())
        return [file] if find_all else file

    def list(self, ignore_patterns: Sequence[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        if not matches_patterns(NAME, ignore_patterns or ()):
            yield NAME, FileSystemStorage(location=bundle().parent)


def bundle() -> Path:
    """The file, made if it is not there yet: about a second, once for each version of the libraries."""
    file = _folder() / NAME
    if not file.exists():
        _write(file)
    return file


def _folder() -> Path:
    import vl_convert

    libraries = (VEGA_LITE, vl_convert.get_vega_version(), vl_convert.get_vega_embed_version())
    return Path(settings.EBPAGES_HOME) / "charts" / "-".join(libraries)


def _write(file: Path) -> None:
    """Of several processes that write at once, the last leaves the same bytes as the first."""
    import vl_convert

    file.parent.mkdir(parents=True, exist_ok=True)
    script = vl_convert.javascript_bundle(_EXPORTS, vl_version=VEGA_LITE)
    with whole_file(file) as draft:
        draft.write_text(script, encoding="utf-8")
