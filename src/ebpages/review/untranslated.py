"""What of a name nothing in its translation answers: a proposal for the glossary."""

from ebpages.registry.concepts import LONGEST_PHRASE, concepts, entry_of, respelt
from ebpages.registry.names import Name, fold_name
from ebpages.search.stemming import stem


def untranslated(name: Name, other: Name) -> str:
    """The words of a name that nothing in the other one answers, where they are a phrase: in one piece, and no longer than one."""
    theirs = frozenset[str]().union(*concepts(other))
    entries = filter(None, map(entry_of, theirs & frozenset[str]().union(*concepts(name))))
    known = {
        stem(word, name.language)
        for entry in entries
        for phrase in (entry.bg if name.language == "bg" else entry.en)
        for word in fold_name(phrase).split()
    }
    left = [
        place
        for place, word in enumerate(name.words)
        if stem(word, name.language) not in known and respelt(word) not in theirs
    ]
    is_phrase = 0 < len(left) <= LONGEST_PHRASE and left[-1] - left[0] == len(left) - 1
    return " ".join(name.words[place] for place in left) if is_phrase else ""
