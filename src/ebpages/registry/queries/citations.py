"""The citation of what a page of the registry shows."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.registry import models
from ebpages.registry.citation import Citation
from ebpages.registry.queries.builds import built


def citation(title: str, address: str, *, state: str, data_of: str) -> Citation:
    """address: of the page, absolute; the state of the data is added to it. data_of: edition of the newest list."""
    url = f"{address}{'&' if '?' in address else '?'}state={state}"
    return Citation(title, url, state, data_of, timezone.localdate(), active_language())


def citation_now(title: str, address: str) -> Citation:
    """The citation of the data as they stand."""
    last = built()
    newest = max(models.SourceList.objects.values_list("edition", flat=True), default="")
    return citation(title, address, state=last.state if last else "", data_of=newest)


def question_in_words(words: str, filters: list[tuple[str, str]]) -> str:
    """What was asked for, as a title: the words, then each filter with its values."""
    chosen: dict[str, list[str]] = {}
    for title, label in filters:
        chosen.setdefault(title, []).append(label)
    asked = [_("words “%(words)s”") % {"words": words}] if words else []
    asked += [f"{title}: {_(' or ').join(labels)}" for title, labels in chosen.items()]
    return _("Organisations") + (f" ({'; '.join(asked)})" if asked else "")
