"""The citation of what a page of the registry shows."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ebpages.faces.citations import citation
from ebpages.faces.language import active_language
from ebpages.faces.shapes import Chip
from ebpages.publish.citation import Citation
from ebpages.publish.typography import day
from ebpages.registry.queries.builds import built
from ebpages.registry.queries.lists import source_lists


def citation_now(request: HttpRequest, query: str, title: str, text: str = "") -> Citation:
    """The citation of the data as they stand. text: what is said of the data, where it is more than up to when the lists are."""
    last, lists = built(), source_lists()
    request.registry_now = last, lists  # the foot of the page says the same, without asking again
    newest = max((source.edition for source in lists), default="")
    usual = _("E-Business Pages: %(title)s. By lists up to %(edition)s.")
    return citation(
        request,
        query,
        title=title,
        text=text or usual % {"title": title, "edition": day(newest, active_language())},
        state=last.state if last else "",
        data_of=newest,
    )


def question_in_words(subject: str, filters: Iterable[Chip], words: str = "") -> str:
    """What was asked for, as a title: the words, then each filter with its values."""
    chosen: dict[str, list[str]] = {}
    for chip in filters:
        chosen.setdefault(chip.title, []).append(chip.label)
    asked = [_("words “%(words)s”") % {"words": words}] if words else []
    asked += [f"{title}: {_(' or ').join(labels)}" for title, labels in chosen.items()]
    return subject + (f" ({'; '.join(asked)})" if asked else "")
