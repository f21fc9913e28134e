"""What the full-text index holds of published profiles. It is an index of its own, beside that of organisations."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from threading import Lock

from django.conf import settings
from django.utils.translation import gettext as _

from ebpages.exchange.in_words import in_words
from ebpages.exchange.models import KIND, ShownProfile
from ebpages.exchange.other_words import AskedWord, tokens_of
from ebpages.exchange.profile import Content
from ebpages.exchange.terms import term
from ebpages.faces.unavailable import Unavailable
from ebpages.search.index import DamagedIndex, Document, SearchIndex
from ebpages.search.queries import DatabaseLog

_CODED = ("market_keywords", "technology_keywords", "kets", "specialisation", "nace", "cpv")
_MOST_CLOSE = 100
_BESIDE_THE_BEST = 0.4  # share of the score of the best; what has less has met by chance


class ProfileDocuments:
    kind = KIND

    def all_ids(self) -> Iterable[str]:
        return map(str, ShownProfile.objects.order_by().values_list("pk", flat=True))

    def documents(self, ids: Iterable[str]) -> Iterator[Document]:
        """The owner is no part of it, so that no search leads from a name to an anonymous profile."""
        for row in ShownProfile.objects.filter(pk__in=ids).order_by():
            content = Content.model_validate(row.content)
            texts = content.texts.values()
            words = [in_words(content, language) for language in ("bg", "en")]
            yield Document(
                id=str(row.pk),
                kind=KIND,
                fields={
                    "name": [each.title for each in texts],
                    "other_name": [each.summary for each in texts],
                    "text": [
                        text for each in texts for field, text in each.said() if field not in ("title", "summary")
                    ],
                    "meaning": [
                        value for each in words for fact in each.facts if fact.field in _CODED for value in fact.values
                    ]
                    + [term("types", content.type).name(language) for language in ("bg", "en")],
                    "code": [row.reference],
                },
                number=row.pk,
                tokens=tuple(tokens_of(content)),
            )  # fmt: skip


@cache
def search_index() -> SearchIndex:
    return SearchIndex(settings.EBPAGES_SEARCH_INDEX / "profiles")


_following = Lock()


def found_by_words(words: str) -> list[int]:
    """Keys of profiles that have every word, the best first. Raises Unavailable where the index cannot be read."""
    return _read(
        lambda index: [number for equals in index.ranking(words) for number in sorted(equals, reverse=True)]
    )


def found_in_other_words(asked: Sequence[AskedWord]) -> list[int]:
    """Keys of profiles that have some of the words, or say them in another language, the closest first. Raises Unavailable."""
    return _read(
        lambda index: index.closest([each.tokens for each in asked], most=_MOST_CLOSE, least=_BESIDE_THE_BEST)
    )


def _read(read: Callable[[SearchIndex], list[int]]) -> list[int]:
    for _attempt in range(2):  # damage that is noticed during a search is mended before the next
        with _following:
            search_index().follow(ProfileDocuments(), DatabaseLog(), patiently=False)
        with suppress(DamagedIndex):
            return read(search_index())
    raise Unavailable(_("The search index is being written again; please try again in a few minutes."))
