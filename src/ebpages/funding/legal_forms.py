"""The legal form that a word names: a code, a name, a way of writing, or the law that it stands in."""

from functools import cache

from ebpages.reference.legal_forms import legal_forms

# A law or an everyday word in place of the form that applicants of calls have by it.
_ALSO = {
    "зюлнц": "association",
    "zulnc": "association",
    "ngo": "association",
    "ззд": "civil_partnership",
    "zzd": "civil_partnership",
    "non_profit": "association",
    "тз": "limited",
    "tz": "limited",
    "company": "limited",
    "търговско дружество": "limited",
}


def legal_form_named(word: str | None) -> str | None:
    """A code of the vocabulary; None for none."""
    return _by_word().get((word or "").strip().casefold())


def known_forms() -> tuple[str, ...]:
    return tuple(each.code for each in legal_forms())


@cache
def _by_word() -> dict[str, str]:
    words = {
        word.casefold(): form.code for form in legal_forms() for word in (*form.written, form.bg, form.en)
    }
    return {**_ALSO, **words, **{form.code: form.code for form in legal_forms()}}
