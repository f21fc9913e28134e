"""Any SDMX source, through the client `sdmx1`: a data message becomes a vintage, its status codes become flags."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests

from ebpages.declared.text import NOTHING, Text
from ebpages.files.cannot_fetch import CannotFetch, Refused, TooLarge
from ebpages.files.download import USER_AGENT, Limits, Progress, silent
from ebpages.observatory.statistics import cube
from ebpages.observatory.statistics.client import Filters, canonical, check
from ebpages.observatory.statistics.code_labels import code_label, dimension_title
from ebpages.observatory.statistics.dataset import Observation, Vintage, plain
from ebpages.observatory.statistics.download import USUAL, send
from ebpages.observatory.statistics.fetch_problem import UnknownDataset, UnreadableStatistics
from ebpages.observatory.statistics.provider import provider
from ebpages.reference.flags import letters

if TYPE_CHECKING:
    import sdmx

# sdmx is imported where it is used: pandas comes with it and takes longer to load than most commands to run.

_PERIODS = ("startPeriod", "endPeriod")
# What reading a message that is not as it should be can raise: sdmx1 checks little itself.
_CANNOT_READ = (ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RuntimeError,
                SyntaxError, TypeError, ValueError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SdmxQuestion:
    """A question to one source. flow: "EXR", or "agency,flow,version" as some sources want it."""

    flow: str
    source: str
    filters: Filters


class _Session(requests.Session):
    """What sdmx1 sends goes out bounded, and what does not come back is told in our words."""

    def __init__(self, flow: str, limits: Limits, progress: Progress) -> None:
        super().__init__()
        self.flow, self.limits, self.progress = flow, limits, progress
        self.headers["User-Agent"] = USER_AGENT

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        response = send(request, self.limits, self.progress)
        status, said = response.status_code, f"{response.status_code} {response.reason}"
        if status == 404:
            raise UnknownDataset(f"{self.flow}: {response.url} does not exist ({said}). Look at the code.")
        if status == 413:
            raise TooLarge(f"{self.flow}: too much for one answer ({said}). Ask for a part with --filter.")
        if status != 200:
            raise Refused(f"{self.flow}: the provider answers {said}. Look at code and filters.", status)
        return response


def name_of(source: str) -> str:
    """What a source is called where its data are kept: an id in small letters, an address as it is."""
    return source.rstrip("/") if "/" in source else source.lower()


def fetch(
    flow: str, filters: Filters, *, source: str, limits: Limits = USUAL, progress: Progress = silent
) -> Vintage:
    """The data of a dataflow as the source has them now.

    source: an id that sdmx1 knows (ECB, OECD, …) or the address of an SDMX 2.1 service. filters: dimension -> codes,
    and startPeriod, endPeriod. Raises CannotFetch, whose message is for the operator.
    """
    check(flow, filters)
    question = SdmxQuestion(flow, source, filters)
    client = _client(question, limits, progress)
    structure, title = _structure(client, question)
    message = _message(client, question, structure)
    return _vintage(question, client, message, structure, title)


def _client(question: SdmxQuestion, limits: Limits, progress: Progress) -> "sdmx.Client":
    import sdmx
    from sdmx.source import Source

    session = _Session(question.flow, limits, progress)
    known = {name.upper(): name for name in sdmx.list_sources()}
    if question.source.upper() in known:
        return sdmx.Client(known[question.source.upper()], session=session)
    address = urlsplit(question.source)
    if address.scheme not in ("http", "https") or not address.hostname or not _can_be_shown(question.source):
        raise CannotFetch(
            f"the provider “{question.source}” is not known. Give eurostat, the address of an SDMX service "
            f"(http or https), or one of {', '.join(known.values())}."
        )
    client = sdmx.Client(session=session)
    client.source = Source(id="all", url=question.source.rstrip("/"), name=address.hostname)
    return client


def _can_be_shown(address: str) -> bool:
    """An address that is kept and shown beside the data holds no password."""
    return "@" not in address and len(address) <= 200 and address.isprintable()


def _structure(client: "sdmx.Client", question: SdmxQuestion) -> tuple[Any, Text]:
    """The definition of the dataflow's dimensions and its title; (None, empty) where the source does not give them."""
    from sdmx.exceptions import ParseError, XMLParseError

    agency, flow, version = _parts(question.flow)
    given: dict[str, Any] = {key: text for key, text in (("agency_id", agency), ("version", version)) if text}
    try:
        message = _get(client, resource_type="dataflow", resource_id=flow, **given)
        found = message.dataflow[flow]
        structure = message.structure.get(found.structure.id)
        return structure, _words(found.name)
    except (UnknownDataset, Refused, TooLarge, ParseError, XMLParseError, *_CANNOT_READ):
        return None, NOTHING


def _parts(flow: str) -> tuple[str, str, str]:
    parts = flow.split(",")
    return (parts[0], parts[1], ",".join(parts[2:])) if len(parts) > 1 else ("", flow, "")


def _message(client: "sdmx.Client", question: SdmxQuestion, structure: Any) -> Any:
    from sdmx.exceptions import ParseError, XMLParseError

    request = {
        "key": _key(question, structure),
        "params": {name: codes[0] for name, codes in question.filters.items() if name in _PERIODS},
        "dsd": structure,
        "headers": {} if structure else _generic(client),
    }
    try:
        message = _get(client, resource_type="data", resource_id=question.flow, **request)
        cells = sum(len(each.obs) for each in message.data)
    except (ParseError, XMLParseError, *_CANNOT_READ) as problem:
        raise UnreadableStatistics(
            question.flow, "the message", f"no SDMX data that can be read ({_one_line(problem)})",
            "Ask again; look whether the source speaks SDMX-ML 2.1 or SDMX-JSON 1.0",
        ) from None  # fmt: skip
    if not cells:
        raise UnknownDataset(f"{question.flow}: the answer holds no cells. Look at the filters.")
    return message


def _get(client: "sdmx.Client", **request: Any) -> Any:
    """A message; what sdmx1 prints of one that it cannot read, which is as long as the message, goes nowhere."""
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        return client.get(**request)


def _generic(client: "sdmx.Client") -> dict[str, str]:
    """Whoever does not know the dimensions needs the form that tells them from attributes."""
    from sdmx.source import DataContentType

    xml = client.source.data_content_type is DataContentType["XML"]
    return {"Accept": "application/vnd.sdmx.genericdata+xml;version=2.1"} if xml else {}


def _key(question: SdmxQuestion, structure: Any) -> str | None:
    """The filters as SDMX wants them: codes of each dimension in order, "A+Q.BG..", or None for everything."""
    wanted = {name.upper(): codes for name, codes in question.filters.items() if name not in _PERIODS}
    if not wanted:
        return None
    if structure is None:
        raise CannotFetch(
            f"{question.flow}: the source does not describe its dimensions, so nothing can be filtered. "
            "Leave --filter out, or use startPeriod and endPeriod only."
        )
    names = [name for name in _order(structure) if not _is_time(structure, name)]
    if strange := sorted(wanted.keys() - {name.upper() for name in names}):
        raise CannotFetch(
            f"{question.flow} has no dimension {strange[0]}. It has {', '.join(names)}; "
            "time is filtered by startPeriod and endPeriod."
        )
    return ".".join("+".join(wanted.get(name.upper(), ())) for name in names)


def _is_time(structure: Any, name: str) -> bool:
    from sdmx.model.common import TimeDimension

    return isinstance(structure.dimensions.get(name), TimeDimension) or name == "TIME_PERIOD"


def _vintage(
    question: SdmxQuestion, client: "sdmx.Client", message: Any, structure: Any, title: Text
) -> Vintage:
    now = datetime.now(UTC)
    publisher = provider(name_of(question.source), client.source.name)
    cells, dimensions = _read(question, message, structure)
    labels = {
        name: _labels(name, [cell.key[place] for cell in cells], _code_list(structure, name))
        for place, name in enumerate(dimensions)
    }
    codes = {name: tuple(labels[name]) for name in dimensions}
    if cube.size(codes) > cube.LARGEST:
        raise TooLarge(f"{question.flow}: too many combinations of codes. Ask for a part with --filter.")
    in_order = tuple(cell for _position, cell in sorted(cube.positions(cells, codes), key=itemgetter(0)))
    prepared = message.header.extracted or message.header.prepared or now
    return Vintage(
        provider=publisher.code, code=question.flow, vintage=prepared.isoformat(timespec="seconds"),
        dimensions=dimensions, labels=labels, observations=in_order, title=title,
        dimension_titles={name: _title(structure, name) for name in dimensions},
        attribution=publisher.attribution(question.flow), licence=publisher.licence,
        url=publisher.page.replace("{code}", question.flow) or message.response.url, source=Text("", message.response.url),
        query=canonical(question.filters), prepared=True, fetched_at=now,
    )  # fmt: skip


def _read(question: SdmxQuestion, message: Any, structure: Any) -> tuple[list[Observation], tuple[str, ...]]:
    """Every cell of the message, and the order of the dimensions in its keys. A cell that is given twice is an error."""
    first = next(obs for each in message.data for obs in each.obs)
    named = [str(name) for name in first.key.values]
    order = _order(structure)
    dimensions = tuple(order if sorted(order) == sorted(named) else named)
    found: dict[tuple[str, ...], Observation] = {}
    for cell in _observations(question, message, dimensions):
        if cell.key in found:
            raise UnreadableStatistics(
                question.flow, ".".join(cell.key), "the cell is given twice", "Tell the provider"
            )
        found[cell.key] = cell
    return list(found.values()), dimensions


def _observations(question: SdmxQuestion, message: Any, dimensions: Sequence[str]) -> Iterator[Observation]:
    try:
        for each in message.data:
            for obs in each.obs:
                key = obs.key
                codes = tuple(_text(key[name].value) for name in dimensions)
                yield Observation(codes, _number(obs.value), _flags(obs.attrib))
    except _CANNOT_READ as problem:
        raise UnreadableStatistics(
            question.flow, "an observation", f"it cannot be read ({_one_line(problem)})", "Tell the provider"
        ) from None


def _number(value: Any) -> float | None:
    """None for what SDMX writes in place of a missing value: nothing, or NaN."""
    number = float(_text(value) or "nan")
    return None if number != number else number


def _flags(attributes: Mapping[str, Any]) -> str:
    """OBS_FLAG is the European Statistical System's own; OBS_STATUS and CONF_STATUS are SDMX's."""
    return letters(**{name: _text(getattr(attributes[name], "value", "")) for name in attributes})


def _order(structure: Any) -> list[str]:
    return [str(component.id) for component in structure.dimensions.components] if structure else []


def _code_list(structure: Any, name: str) -> Mapping[str, Text]:
    """code -> text in the order of the code list; empty where the dimension has none."""
    component = structure.dimensions.get(name) if structure else None
    for holder in (component, getattr(component, "concept_identity", None)):
        shown = getattr(holder, "local_representation", None) or getattr(holder, "core_representation", None)
        if items := getattr(getattr(shown, "enumerated", None), "items", None):
            return {str(code): _words(item.name) for code, item in items.items()}
    return {}


def _labels(name: str, codes: Iterable[str], known: Mapping[str, Text]) -> dict[str, Text]:
    """The codes that have cells: in the order of the code list; times, and codes outside of it, in their own."""
    used = set(codes)
    order = [code for code in known if code in used] + sorted(used - known.keys())
    return {code: _both(code_label(name, code), known.get(code, NOTHING)) for code in order}


def _title(structure: Any, name: str) -> Text:
    component = structure.dimensions.get(name) if structure else None
    said = _words(getattr(getattr(component, "concept_identity", None), "name", None))
    return _both(dimension_title(name), said)


def _both(ours: Text, theirs: Text) -> Text:
    return Text(theirs.bg or ours.bg, theirs.en or ours.en)


def _words(name: Any) -> Text:
    """An international string; a text in neither of our languages stands for the English one."""
    texts = dict(getattr(name, "localizations", {}) or {})
    english = texts.get("en") or next(iter(texts.values()), "")
    return Text(plain(texts.get("bg") or ""), plain(english or ""))


def _text(value: Any) -> str:
    return "" if value is None else plain(str(getattr(value, "id", value)))


def _one_line(problem: BaseException) -> str:
    return (" ".join(str(problem).split()) or type(problem).__name__)[:200]
