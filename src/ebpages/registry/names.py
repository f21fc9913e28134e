"""Names of organisations, parsed: legal form, what distinguishes, place, branch, acronym, and what does not belong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from sys import intern

import yaml
from rapidfuzz.distance import DamerauLevenshtein

from ebpages.reference.legal_forms import legal_forms
from ebpages.reference.settlements import find_settlements, may_name_settlement
from ebpages.search.folding import fold

_QUOTES = re.compile(r"[\"'„“”«»‘’`´″]+")
_WORD = re.compile(r"[^\W_]+")
_BRACKETED = re.compile(r"[/(\[]\s*([^/()\[\]]{2,12}?)\s*[/)\]]")
# In front of a dash and the words it stands for, perhaps behind a legal form; or the last word.
_EDGE_ACRONYM = re.compile(
    r"^\s*(?:[^\W\d_]+\s+)?\b([A-ZА-Я]{2,8})\s*[-–—]\s*(?=\S+\s+\S)|[\s\"]([A-ZА-Я]{2,8})\s*$"
)
# "клстер", "кълстър", "кластер", "клустер" …; in Latin letters "klaster", "clyster", "klustar" …
_CLUSTER_STEM = re.compile(r"к[ъь]?л[ъь]?ст(?=[еъ]?р|\b)|\bкл[аиу]ст(?=[еъ]р)")
_LATIN_CLUSTER = re.compile(r"\b[kc]l[auey]{0,2}st[aey]r")
_CLUSTERS = ("клъстер", "cluster")
_CLUSTER_SPELLINGS = (*_CLUSTERS, "кластер", "klaster")
_CLUSTER_LENGTH = 7
_CLUSTER_INITIALS = ("к", "k", "c", "с")
SHORTEST_ACRONYM = 4  # letters: shorter ones are shared by too many organisations
_CYRILLIC, _LATIN = re.compile("[\u0400-\u04ff]+"), re.compile("[A-Za-z]+")
_ADDRESS = re.compile(r"[-–—,]?\s*\b(?:гр|с|gr)\.\s*(\w[\w -]*?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed and the parts that comparing it needs. Words are folded, in the order printed."""

    original: str
    language: str
    legal_form: str
    words: tuple[str, ...]
    full: tuple[str, ...]
    places: tuple[str, ...] = ()
    seat: str = ""
    branch: bool = False
    acronyms: tuple[str, ...] = ()
    kind: str = ""
    foreign: str = ""

    @property
    def key(self) -> str:
        """What distinguishes the name, without spaces, so that broken words compare equal."""
        return "".join(self.words)

    @property
    def initials(self) -> frozenset[str]:
        """The acronyms that the name's own words can give, with and without the word for its kind."""
        return frozenset("".join(w[0] for w in words) for words in (self.full, self.words) if len(words) > 1)

    @property
    def short_forms(self) -> tuple[str, ...]:
        """What of the name may be the initials of another: its acronyms, or its only word."""
        return (*self.acronyms, *(self.words if len(self.words) == 1 else ()))


@lru_cache(maxsize=16384)
def parse_name(text: str) -> Name:
    """Parse an organisation's name. Nothing is guessed: what is not recognised stays among the words."""
    whole, foreign = _without_foreign(_QUOTES.sub('"', text))
    whole, bracketed = _without_bracketed(whole)
    whole, seat = _without_address(whole)
    whole, edge = _without_edge_acronym(whole)
    tokens, branch = _without_branch(_tokens(_without_patron(whole)))
    tokens, form = _without_legal_forms(tokens)
    tokens = _without_place_marks(tokens)
    kept, kind = _without_kinds(tokens)
    stop = _vocabulary().stop_words
    return Name(
        original=text,
        language=_language(text),
        legal_form="branch" if branch else form,
        words=tuple(intern(word) for word in kept if word not in stop),  # most names hold the same words
        full=tuple(intern(word) for word in tokens if word not in stop),
        places=_places(kept),
        seat=seat,
        branch=branch,
        acronyms=tuple(fold(acronym) for acronym in (*bracketed, *edge)),
        kind=kind,
        foreign=foreign,
    )


def abbreviates(short: Name, long: Name) -> bool:
    """Whether one name is, or carries, the initials of the other."""
    return any(len(form) >= SHORTEST_ACRONYM and form in long.initials for form in short.short_forms)


def stop_words() -> frozenset[str]:
    """Prepositions and articles of both languages, which no comparison counts."""
    return _vocabulary().stop_words


def fold_name(text: str) -> str:
    """Fold a name's text and give the word for cluster, however it is spelt, one spelling."""
    return _LATIN_CLUSTER.sub("cluster", _CLUSTER_STEM.sub("клъст", fold(text)).replace("клъстър", "клъстер"))


def names_cluster(text: str) -> bool:
    """Whether a name holds the word for cluster, in any spelling."""
    return any(word.startswith(_CLUSTERS) for word in _tokens(text))


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What data/name_words.yaml and the legal forms say of words in names; phrases are folded, the longest first."""

    stop_words: frozenset[str]
    kinds: tuple[tuple[tuple[str, ...], str], ...]
    kinds_by_word: dict[str, tuple[int, ...]]  # places among the kinds, by the word with which they begin
    institutions: tuple[str, ...]
    place_marks: frozenset[str]
    branch_marks: frozenset[str]
    legal_forms: dict[int, dict[tuple[str, ...], str]]  # by number of words, the longest first
    ends_of_forms: frozenset[str]  # the first and last words of legal forms
    abbreviations: tuple[str, ...]


@cache
def _vocabulary() -> _Vocabulary:
    text = files("ebpages.registry").joinpath("data/name_words.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe
    kinds = [(tuple(phrase.split()), kind) for kind, phrases in data["kinds"].items() for phrase in phrases]
    forms = [(tuple(fold(w).split()), form.code) for form in legal_forms() for w in form.written]
    kinds.sort(key=lambda pair: -len(pair[0]))
    by_word: dict[str, tuple[int, ...]] = {}
    for place, (phrase, _) in enumerate(kinds):
        by_word[phrase[0]] = (*by_word.get(phrase[0], ()), place)
    short = {
        w for form in legal_forms() for w in form.written if w.isupper() and len(w) <= 5 and " " not in w
    }
    return _Vocabulary(
        stop_words=frozenset((*data["stop_words"]["bg"], *data["stop_words"]["en"])),
        kinds=tuple(kinds),
        kinds_by_word=by_word,
        institutions=tuple(data["institutions"]),
        place_marks=frozenset(data["place_marks"]),
        branch_marks=frozenset(data["branch_marks"]),
        legal_forms=_by_length(forms),
        ends_of_forms=frozenset(end for words, _ in forms for end in (words[0], words[-1])),
        abbreviations=tuple(sorted(short, key=lambda form: -len(form))),
    )


def _by_length(forms: Iterable[tuple[tuple[str, ...], str]]) -> dict[int, dict[tuple[str, ...], str]]:
    found: dict[int, dict[tuple[str, ...], str]] = {}
    for written, code in sorted(forms, key=lambda pair: -len(pair[0])):
        found.setdefault(len(written), {}).setdefault(written, code)
    return found


@cache
def _spliced() -> re.Pattern[str]:
    forms = "|".join(map(re.escape, _vocabulary().abbreviations))
    return re.compile(rf'(?<=\w)(?P<foreign>(?:{forms})\s*"[^"]{{3,}}")(?=\w)')


@cache
def _patron() -> re.Pattern[str]:
    institutions = "|".join(_vocabulary().institutions)
    return re.compile(rf'\b((?:{institutions})\w*)\s*"[^"]+"', re.IGNORECASE)


def _without_foreign(text: str) -> tuple[str, str]:
    """Take out another firm's name that stands glued inside a word of this one."""
    found = _spliced().search(text) if _quotes_inside(text) else None
    if found is None:
        return text, ""
    return text[: found.start()] + text[found.end() :], found["foreign"]


def _without_bracketed(text: str) -> tuple[str, tuple[str, ...]]:
    """Take out acronyms in brackets or between slashes."""
    acronyms = [found for found in _BRACKETED.findall(text) if _is_acronym(found)]
    for acronym in acronyms:
        text = re.sub(rf"[/(\[]\s*{re.escape(acronym)}\s*[/)\]]", " ", text)
    return text, tuple(acronyms)


def _is_acronym(text: str) -> bool:
    return text.isalpha() and text.isupper() and fold_name(text) not in _CLUSTERS


def _without_address(text: str) -> tuple[str, str]:
    """Take off an address at the end ("гр. София"), where it names a settlement that is known."""
    found = _ADDRESS.search(text) if "." in text else None
    if found is None:
        return text, ""
    settlements = find_settlements(found[1])
    return (text[: found.start()], settlements[0].bg) if settlements else (text, "")


def _without_edge_acronym(text: str) -> tuple[str, tuple[str, ...]]:
    """Take off a leading or trailing acronym, but only where the rest of the name spells it out."""
    found = _EDGE_ACRONYM.search(text)
    if found is None:
        return text, ()
    place = 1 if found[1] else 2
    acronym = found[place]
    rest = (text[: found.start(place)] + " " + text[found.end() :]).strip()
    if len(_WORD.findall(rest)) < min(len(acronym) - 1, 3):  # too few words to be spelt out
        return text, ()
    stop = _vocabulary().stop_words
    tokens, _ = _without_legal_forms(_tokens(rest))
    initials = "".join(word[0] for word in tokens if word not in stop)
    spelled = fold(acronym)
    cut = len(initials) >= 3 and spelled.startswith(initials)
    whole = any(sorted(initials) == sorted(letters) for letters in (spelled, *_without_cluster(spelled)))
    return (rest, (acronym,)) if cut or whole else (text, ())


def _without_cluster(acronym: str) -> set[str]:
    """The acronym of a name that leaves out the word for cluster, though the acronym counts it."""
    return {acronym[:n] + acronym[n + 1 :] for n, letter in enumerate(acronym) if letter in "кc"}


def _without_patron(text: str) -> str:
    """Take out the quoted name behind the word for an institution ("университет "Св. Климент Охридски"")."""
    return _patron().sub(r"\1", text) if _quotes_inside(text) else text


def _quotes_inside(text: str) -> bool:
    """Whether more than the whole name is quoted; most names are not worth a search for quoted parts."""
    return '"' in text[1:-1]


def _tokens(text: str) -> list[str]:
    return _mend_cluster(fold_name(text).split())


def _mend_cluster(tokens: list[str]) -> list[str]:
    """Recognise the word for cluster with one slip of the pen, or broken in two."""
    mended: list[str] = []
    for token in tokens:
        size = len(token)
        may_go_on = bool(mended) and size < _CLUSTER_LENGTH and mended[-1][0] in _CLUSTER_INITIALS
        if may_go_on and (joined := fold_name(mended[-1] + token)) in _CLUSTERS:
            mended[-1] = joined
        else:
            slip = _cluster_with_slip(token) if abs(size - _CLUSTER_LENGTH) <= 1 else ""
            mended.append(slip or token)
    return mended


@lru_cache(maxsize=16384)
def _cluster_with_slip(token: str) -> str:
    near = (word for word in _CLUSTER_SPELLINGS if word[0] in token[:2])
    found = next((word for word in near if DamerauLevenshtein.distance(word, token, score_cutoff=1) <= 1), "")
    return fold_name(found) if found else ""


def _without_branch(tokens: list[str]) -> tuple[list[str], bool]:
    """Take off the word for branch near the end, with the town that follows it."""
    for position, token in enumerate(tokens):
        if position and token in _vocabulary().branch_marks and len(tokens) - position <= 3:
            return tokens[:position], True
    return tokens, False


def _without_legal_forms(tokens: list[str]) -> tuple[list[str], str]:
    """Take legal forms off both ends. A form followed by a preposition opens a name ("Асоциация на …")."""
    form, before = "", 0
    ends = _vocabulary().ends_of_forms
    while len(tokens) != before and not ends.isdisjoint((*tokens[:1], *tokens[-1:])):
        before = len(tokens)
        for size, codes in _vocabulary().legal_forms.items():
            opening = codes.get(tuple(tokens[:size]))
            if opening and _opens_no_name(tokens, size):
                tokens, form = tokens[size:], form or opening
            elif len(tokens) > size and (closing := codes.get(tuple(tokens[-size:]))):
                tokens, form = tokens[:-size], closing
    return tokens, form


def _opens_no_name(tokens: list[str], size: int) -> bool:
    return len(tokens) > size and tokens[size] not in _vocabulary().stop_words


def _without_place_marks(tokens: list[str]) -> list[str]:
    """Take out "област", "гр" and the like before a settlement; the settlement stays a word of the name."""
    marks = _vocabulary().place_marks
    return [
        token
        for token, following in zip(tokens, [*tokens[1:], ""], strict=False)
        if not (token in marks and following and find_settlements(following))
    ]


def _without_kinds(tokens: list[str]) -> tuple[list[str], str]:
    """Take out, wherever they stand, the phrases that say what the bearer is; the longest names the kind."""
    kind = ""
    kinds, by_word = _vocabulary().kinds, _vocabulary().kinds_by_word
    for place in sorted({place for token in tokens for place in by_word.get(token, ())}):
        phrase, code = kinds[place]
        size = len(phrase)
        for position in range(len(tokens) - size, -1, -1):
            if tuple(tokens[position : position + size]) == phrase:
                tokens, kind = tokens[:position] + tokens[position + size :], kind or code
    return tokens, kind


def _places(words: list[str]) -> tuple[str, ...]:
    if not may_name_settlement(words):
        return ()
    return tuple(dict.fromkeys(settlement.bg for settlement in find_settlements(" ".join(words))))


def _language(text: str) -> str:
    cyrillic, latin = (sum(map(len, letters.findall(text))) for letters in (_CYRILLIC, _LATIN))
    return "bg" if cyrillic > latin else "en"
