"""A profile as people read it: its codes in the language of the reader, its texts in one of its own languages."""

from collections.abc import Callable, Iterator

from ebpages.exchange.profile import TEXTS, Content
from ebpages.exchange.shapes import ProfileFact, ProfileInWords, ProfileText
from ebpages.exchange.technology_keywords import keyword
from ebpages.exchange.terms import term
from ebpages.exchange.wording import field_name
from ebpages.reference.countries import country
from ebpages.reference.key_enabling_technologies import key_enabling_technology
from ebpages.reference.languages import language as language_of_code
from ebpages.reference.vocabulary import UnknownCode

Name = Callable[[str, str], str]  # code, language -> what it is called
_CODED: dict[str, Name] = {
    "partnership_types": lambda v, at: term("forms", v).name(at),
    "partner_size": lambda v, at: term("partner_sizes", v).name(at),
    "partner_countries": lambda v, at: country(v).name(at),
    "technology_keywords": lambda v, at: keyword(v).name(at),
    "kets": lambda v, at: key_enabling_technology(v).name(at),
    "specialisation": lambda v, at: term("specialisation", v).name(at),
    "sdg": lambda v, at: term("goals", v).name(at) if v == "0" else f"{v} {term('goals', v).name(at)}",
    "market_keywords": lambda v, at: v,
    "nace": lambda v, at: v,
    "cpv": lambda v, at: v,
}


def named(name: Name, code: str, language: str) -> str:
    """The code itself where nothing knows it: a draft may hold one."""
    try:
        return name(code, language)
    except (UnknownCode, KeyError):
        return code


def value_in_words(field: str, value: object, language: str) -> str:
    """Any value of a profile as one text."""
    if value in (None, "", ()):
        return ""
    if field == "ipr":
        return "; ".join(protection(each.status, each.country, language) for each in value)  # type: ignore[attr-defined]
    if field in _CODED:
        return "; ".join(named(_CODED[field], each, language) for each in value)  # type: ignore[attr-defined]
    of_one = {
        "type": lambda v, at: term("types", v).name(at),
        "stage": lambda v, at: term("stages", v).name(at),
        "country": lambda v, at: country(v).name(at),
        "original": lambda v, at: language_of_code(v).name(at),
    }
    if field in of_one:
        return named(of_one[field], str(value), language)
    if isinstance(value, bool):
        return ("да" if value else "не") if language == "bg" else ("yes" if value else "no")
    return str(value)


def protection(status: str, where: str, language: str) -> str:
    name = named(lambda v, at: term("protection", v).name(at), status, language)
    return f"{name} ({named(lambda v, at: country(v).name(at), where, language)})" if where else name


def text_language(content: Content, wanted: str) -> str:
    """The language that is shown: the one wanted where it is written in it, else the original."""
    return wanted if wanted in content.languages else content.original


def in_words(content: Content, reader: str, wanted: str = "") -> ProfileInWords:
    """reader: bg or en. wanted: the language of the texts; the reader's where it is not said."""
    shown = text_language(content, wanted or reader)
    texts = content.in_language(shown)
    said = {name: getattr(texts, name).strip() for name in TEXTS}
    return ProfileInWords(
        type=content.type,
        type_name=value_in_words("type", content.type, reader),
        title=said["title"],
        summary=said["summary"],
        text_language=shown,
        original=content.original,
        original_name=value_in_words("original", content.original, reader),
        translated=shown != content.original,
        languages=tuple((each, language_of_code(each).name(reader)) for each in content.languages),
        texts=tuple(_texts(content, shown, reader)),
        facts=tuple(_facts(content, reader)),
        anonymous=content.anonymous,
    )


def _texts(content: Content, shown: str, reader: str) -> Iterator[ProfileText]:
    """What nobody has translated is shown in the language of the original, and says so."""
    for name in TEXTS:
        for language in dict.fromkeys((shown, content.original)):
            text = getattr(content.in_language(language), name).strip()
            if text and name not in ("title", "summary"):
                called = value_in_words("original", language, reader) if language != shown else ""
                yield ProfileText(name, field_name(name, reader), text, language, called)
                break


def _facts(content: Content, reader: str) -> Iterator[ProfileFact]:
    of_one = {
        "country": content.country,
        "stage": content.stage_now,
        "trl": content.trl
        and f"TRL {content.trl}: {term('readiness_levels', str(content.trl)).name(reader)}",
    }
    for name, value in of_one.items():
        if value:
            yield ProfileFact(name, field_name(name, reader), (value_in_words(name, value, reader),))
    if content.ipr:
        rows = tuple(protection(each.status, each.country, reader) for each in content.ipr)
        yield ProfileFact("ipr", field_name("ipr", reader), rows)
    for name, called in _CODED.items():
        if codes := getattr(content, name):
            values = tuple(named(called, each, reader) for each in codes)
            yield ProfileFact(name, field_name(name, reader), values)
    for name in (
        "framework_program",
        "call_identifier",
        "eoi_deadline",
        "call_deadline",
        "coordinator_required",
    ):
        value = getattr(content, name)
        if value not in ("", None):
            yield ProfileFact(name, field_name(name, reader), (value_in_words(name, value, reader),))
