"""What all records together tell about any two of them: how rare words and addresses are, how numbers rise with years."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ebpages.registry.mention import Mention
from ebpages.registry.resolution.alignment import Vocabulary
from ebpages.registry.resolution.candidates import crowded_blocks
from ebpages.registry.resolution.registration_order import Order, RegistrationOrder
from ebpages.registry.resolution.sites import crowded_pieces


@dataclass(frozen=True, slots=True)
class Corpus:
    """Counts over all records, so that a few of them can be resolved as they would be among all.

    crowded_blocks, crowded_pieces: parts of names and of addresses that too many records share to tell anything.
    site_uses: in how many records each address stands; one that is not counted stands in one.
    """

    vocabulary: Vocabulary
    crowded_blocks: frozenset[str]
    crowded_pieces: frozenset[str]
    site_uses: Mapping[str, int]
    order: Order


def corpus_of(mentions: Sequence[Mention]) -> Corpus:
    """Count over all mentions."""
    named = [mention for mention in mentions if mention.name.words]
    return Corpus(
        Vocabulary.of_names(mention.name for mention in mentions),
        crowded_blocks(named),
        crowded_pieces(mentions),
        Counter(key for mention in mentions for key in {site.key for site in mention.websites}),
        RegistrationOrder(years_by_name(named)),
    )


def years_by_name(mentions: Iterable[Mention]) -> Iterator[tuple[str, int]]:
    """Numbers and founding years that equal names put together."""
    listed = list(mentions)
    numbers = defaultdict(set)
    for mention in listed:
        if mention.entity:
            numbers[mention.name.key].add(mention.entity)
    for mention in listed:
        found = numbers.get(mention.name.key, set())
        if mention.founded and not mention.entity and len(found) == 1:
            yield next(iter(found)), mention.founded
