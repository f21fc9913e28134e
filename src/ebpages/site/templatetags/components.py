"""The page components as template tags: each takes one shape of the registry and renders `components/<name>.html`."""

import datetime
import json
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from django import template
from django.core.exceptions import DisallowedHost
from django.urls import Resolver404, get_script_prefix, resolve, reverse
from django.utils import formats
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext_noop, pgettext
from django.utils.translation import gettext as _

from ebpages.faces import capabilities
from ebpages.faces.language import active_language
from ebpages.publish import typography
from ebpages.publish.shades import Shades
from ebpages.registry import contributions
from ebpages.registry.entries import OWN_LISTS
from ebpages.sources import catalogue

register = template.Library()
register.filter("readable", typography.readable)

STAGES_ON_THE_LINE = ("start_up", "developing", "developed")
_PATTERNS_OF_PARTS = ("", gettext_noop("Y"), gettext_noop("F Y"))


class Oblast(NamedTuple):
    """An oblast on the map. x, y: where its number stands, as SVG wants it: never with a decimal comma."""

    path: str
    x: str
    y: str
    region: Any
    shade: int


# components


@register.inclusion_tag("components/fact.html")
def fact(fact: Any) -> dict[str, Any]:
    """A property with its values; side by side and marked where the lists contradict each other."""
    short = all(len(str(value.text)) < 28 for value in fact.values)
    return {"fact": fact, "short": short}


@register.inclusion_tag("components/value.html")
def value(value: Any) -> dict[str, Any]:
    """One value with its state and its evidence mark."""
    return {"value": value}


@register.inclusion_tag("components/evidence.html", takes_context=True)
def evidence(context: template.Context, evidence: Sequence[Any], subject: str = "") -> dict[str, Any]:
    """The evidence mark; it opens the rows behind a value, as printed. `subject` says of what, for those who listen."""
    rows = {(item.source, item.row): item for item in evidence}
    return {
        "evidence": evidence,
        "rows": rows.values(),
        "subject": subject,
        "report_url": report_url(context),
    }


@register.inclusion_tag("components/state.html")
def state(code: str, word: str = "") -> dict[str, Any]:
    """A state or a severity as a shape and a word; without `word`, the word of the code."""
    return {"code": code, "word": word}


@register.inclusion_tag("components/state.html")
def label_state(code: str) -> dict[str, Any]:
    """The state of a label; where a list names the label without its term, that is what is said."""
    return {"code": code, "word": pgettext("label", "without a date") if code == "unknown" else ""}


@register.inclusion_tag("components/finding.html")
def finding(finding: Any, in_place: bool = False) -> dict[str, Any]:
    """A finding; `in_place` on the page of the organisation that it is about."""
    return {"finding": finding, "in_place": in_place}


@register.inclusion_tag("components/coverage.html")
def coverage(coverage: Any, unit: str = "") -> dict[str, Any]:
    """A thin bar: known, unknown and lost, with the numbers. `unit`: "rows", "seats" or "cells", to say it in their words."""
    parts = [(kind, getattr(coverage, kind) or 0) for kind in ("known", "unknown", "lost")]
    whole = max(coverage.total or 0, sum(count for _kind, count in parts), 1)
    return {"coverage": coverage, "bars": _bars(parts, whole), "unit": unit}


@register.inclusion_tag("components/stages.html")
def stages(stages: Iterable[Any]) -> dict[str, Any]:
    """The three steps of development on a line; a mark wherever a list sets one, hence two when lists disagree."""
    marks = list(stages)
    on_line = [mark for mark in marks if mark.code in STAGES_ON_THE_LINE]
    here = [mark for mark in on_line if mark.evidence]
    last = max((STAGES_ON_THE_LINE.index(mark.code) for mark in here), default=-1)
    steps = [(mark, STAGES_ON_THE_LINE.index(mark.code) < last) for mark in on_line]
    beside = [mark for mark in marks if mark.code not in STAGES_ON_THE_LINE and mark.evidence]
    return {"steps": steps, "beside": beside, "differs": len(here) > 1, "one_list": _one_list(here)}


@register.inclusion_tag("components/label.html")
def label(label: Any) -> dict[str, Any]:
    """A label of quality: scheme, level, valid until, state on the date chosen."""
    return {"label": label}


@register.inclusion_tag("components/reasons.html")
def reasons(reasons: Iterable[Any]) -> dict[str, Any]:
    """Why joined, kept apart or alike: steps in words, strongest first."""
    return {"reasons": reasons}


@register.inclusion_tag("components/record.html")
def record(record: Any, show_source: bool = False) -> dict[str, Any]:
    """A row of a list as printed, with the organisation that it speaks of."""
    return {"record": record, "show_source": show_source}


@register.inclusion_tag("components/join.html")
def join(join: Any) -> dict[str, Any]:
    """Why two rows are one organisation: both rows, the step that joined them, and its reasons."""
    return {"join": join, "rows": (join.record, join.other)}


@register.inclusion_tag("components/entity.html")
def entity(entity: Any) -> dict[str, Any]:
    """A legal entity with its branches."""
    return {"entity": entity}


@register.inclusion_tag("components/key_figure.html")
def key_figure(figure: Any) -> dict[str, Any]:
    """A figure with its label, a note and the share of the rows that it rests on."""
    return {"figure": figure}


@register.inclusion_tag("components/facets.html")
def facets(groups: Iterable[Any]) -> dict[str, Any]:
    """The facets; on narrow pages folded into one control that says how many are on."""
    groups = list(groups)
    chosen = sum(1 for group in groups for option in group.options if option.selected)
    return {"groups": groups, "chosen": chosen}


@register.inclusion_tag("components/result.html")
def result(result: Any) -> dict[str, Any]:
    """An organisation in the directory."""
    return {"result": result}


@register.inclusion_tag("components/pager.html")
def pager(page: Any) -> dict[str, Any]:
    """Links to the pages of a list."""
    return {"page": page}


@register.inclusion_tag("components/downloads.html")
def downloads(downloads: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Links to what is shown, as files."""
    return {"downloads": downloads}


@register.inclusion_tag("components/offers.html")
def offers(title: str, offers: Iterable[Any]) -> dict[str, Any]:
    """Questions close to the one asked, each with its number."""
    return {"title": title, "offers": offers}


@register.inclusion_tag("components/map.html")
def oblast_map(
    regions: Iterable[Any], shapes: Iterable[Any], viewbox: str, title: str, several: int
) -> dict[str, Any]:
    """The 28 oblasts in five shades by count, with a legend and the same as a table. several: how many are counted in more than one."""
    counted = list(regions)
    shades = Shades(region.count for region in counted)
    by_code = {region.code: region for region in counted}
    oblasts = [
        Oblast(shape.path, str(shape.label_x), str(shape.label_y), region, shades.shade(region.count))
        for shape in shapes
        if (region := by_code.get(shape.code))
    ]
    ranked = sorted(counted, key=lambda region: (-region.count, region.name))
    return {
        "oblasts": oblasts, "legend": _legend(shades), "ranked": ranked,
        "nowhere": any(not region.count for region in counted), "viewbox": viewbox, "title": title,
        "several": several,
    }  # fmt: skip


@register.inclusion_tag("components/field.html")
def field(field: Any, help: str = "", rows: int = 0) -> dict[str, Any]:
    """A question of a form: label, help, error and what was typed."""
    return {"field": field, "help": help, "rows": rows}


@register.inclusion_tag("components/paragraphs.html")
def paragraphs(paragraphs: Iterable[Any]) -> dict[str, Any]:
    """A plain text with headings and lists; addresses become links."""
    grouped = groupby(paragraphs, lambda paragraph: paragraph.kind == "item")
    return {"parts": [(is_list, list(part)) for is_list, part in grouped]}


@register.inclusion_tag("components/interval.html")
def interval(interval: Any) -> dict[str, str]:
    """A value with its bounds on a line."""
    top = interval.top or 1
    low, value, high = (100 * part / top for part in (interval.low, interval.value, interval.high))
    return {"x": f"{low:.2f}", "width": f"{high - low:.2f}", "at": f"{max(0.0, value - 0.8):.2f}"}


# words


@register.filter
def siglum(slug: str) -> str:
    """The short sign of a list in the language of the page, as a scholarly edition cites its witnesses by a siglum."""
    if slug in OWN_LISTS:
        return OWN_LISTS[slug].mark(get_language() or "bg")
    return catalogue.mark(slug, get_language() or "bg")


@register.filter
def is_own_list(slug: str) -> bool:
    """Whether a list is what organisations entered or said here, which nobody printed."""
    return slug in OWN_LISTS


@register.filter
def is_own_word(slug: str) -> bool:
    return slug == contributions.SOURCE.slug


@register.filter
def is_drawn_from_prose(slug: str) -> bool:
    return catalogue.is_drawn_from_prose(slug)


@register.filter(expects_localtime=True)
def day(value: object) -> str:
    """A date, or the ISO text of a day, a month or a year, in words of the language; other text stays as it is."""
    pattern = _("j F Y")
    if isinstance(value, str):
        parts = value.split("-")
        if len(parts) < len(_PATTERNS_OF_PARTS):
            pattern = _(_PATTERNS_OF_PARTS[len(parts)])
        try:
            value = datetime.date.fromisoformat("-".join([*parts, "01", "01"][:3]))
        except ValueError:
            return value
    if not value:
        return ""
    text = formats.date_format(value, pattern)
    # Bulgarian writes months small; Django's catalogue has them in capitals.
    return text.lower() if active_language() == "bg" else text


@register.filter
def as_json(value: object) -> str:
    """What was stored, for people who look closely."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)


@register.filter
def amount(value: object) -> str:
    """A count as the language writes it: 1\N{NO-BREAK SPACE}379 or 1,379; what is no count stays as it is."""
    return typography.amount(str(value), active_language())


@register.filter
def printed(text: str, original: str = "") -> SafeString:
    """A row as printed: its cell borders made visible, the cell that was read marked."""
    before, cell, after = _where_printed(text, original)
    marked = f"<mark>{_visible(cell)}</mark>" if cell else ""
    return mark_safe(_visible(before) + marked + _visible(after))  # noqa: S308 - _visible escapes


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the language of the page; a code that Django does not know stays as it is."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, language: str) -> str:
    """The address of this page in another language, query included."""
    request = context.get("request")
    path, site = request.get_full_path() if request else "/", get_script_prefix()
    current = f"{site}{get_language()}/"
    return f"{site}{language}/" + (path.removeprefix(current) if path.startswith(current) else "")


@register.simple_tag(takes_context=True)
def report_url(context: template.Context, kind: str = "") -> str:
    """Where a visitor reports something about this page. The request is asked of the context itself: components see no more."""
    request = getattr(context, "request", None)
    about = {"page": request.get_full_path() if request else "", "kind": kind}
    return f"{reverse('contact:report')}?{urlencode({key: value for key, value in about.items() if value})}"


@register.simple_tag(takes_context=True)
def page_address(context: template.Context) -> str:
    """The one address of this page for search engines: absolute, of a question only its words and the page of the list."""
    request = context.get("request")
    if request is None:
        return ""
    try:
        request.get_host()
    except DisallowedHost:
        return ""
    kept = {key: request.GET[key] for key in ("q", "page") if request.GET.get(key)}
    return str(request.build_absolute_uri(request.path_info + (f"?{urlencode(kept)}" if kept else "")))


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> list[dict[str, str]]:
    """The words in the head of every page, and which of them the visitor is at or below."""
    request = context.get("request")
    path = request.path if request else ""
    return [_menu_entry(entry, path) for entry in capabilities.menu()]


@register.simple_tag(takes_context=True)
def data_url(context: template.Context) -> str:
    """The address of this page's content as JSON: the API has it where the page has it, and the home page's at /api/home."""
    request = context.get("request")
    if request is None or request.resolver_match is None:
        return ""
    page = request.path_info.removeprefix(f"/{get_language()}/").rstrip("/")
    try:
        match = resolve(f"/api/{page or 'home'}")
    except Resolver404:
        return ""
    asked = request.GET.copy()
    asked.pop("view", None)
    asked["language"] = active_language()
    return f"{reverse(match.view_name, kwargs=match.kwargs)}?{asked.urlencode()}"


# steps below


def _menu_entry(entry: capabilities.MenuEntry, path: str) -> dict[str, str]:
    url = reverse(entry.url_name)
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return {"url": url, "label": _(entry.label), "current": current}


def _one_list(items: Iterable[Any]) -> bool:
    """Whether a single list stands behind marks that differ: it then contradicts itself."""
    return len({witness.source for item in items for witness in item.evidence}) == 1


def _legend(shades: Shades) -> list[tuple[int, str]]:
    """Shade and range of counts: each begins where the one before ends."""
    lows = (1, *(top + 1 for top in shades.tops[:-1]))
    ranges = zip(lows, shades.tops, strict=False)
    return [(shades.shade(top), str(top) if low == top else f"{low}–{top}") for low, top in ranges]


def _bars(parts: Sequence[tuple[str, int]], whole: int) -> list[tuple[str, int, str, str]]:
    """(kind, count, x, width) of each part, in hundredths of the whole, as an SVG wants them."""
    bars, x = [], 0.0
    for kind, count in parts:
        width = 100 * count / whole
        bars.append((kind, count, f"{x:.2f}", f"{width:.2f}"))
        x += width
    return bars


def _where_printed(text: str, original: str) -> tuple[str, str, str]:
    """Split `text` around `original`: a whole cell first, else its only occurrence, else nothing."""
    if not original.strip():
        return text, "", ""
    cell = re.search(rf"(?:(?<=[\t\n])|^){re.escape(original)}(?=[\t\n]|$)", text)
    start = cell.start() if cell else text.find(original)
    if start < 0 or (not cell and text.count(original) > 1):
        return text, "", ""
    end = start + len(original)
    return text[:start], text[start:end], text[end:]


def _visible(text: str) -> str:
    """Escape, and let a tab be seen as the border of a cell."""
    return str(escape(text)).replace("\t", '<span class="cell" aria-hidden="true"> │ </span>')
