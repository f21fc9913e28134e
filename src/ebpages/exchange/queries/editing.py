"""The form of a profile: its fields in groups, each with what the check says of it."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.exchange.check import CheckFinding
from ebpages.exchange.in_words import value_in_words
from ebpages.exchange.merging import FieldClash
from ebpages.exchange.profile import LANGUAGES, TEXTS, Content, field_rules, problems
from ebpages.exchange.shapes import CheckView, FormField, FormGroup
from ebpages.exchange.technology_keywords import keywords
from ebpages.exchange.terms import terms
from ebpages.exchange.wording import field_name, problem_sentence
from ebpages.faces.language import active_language
from ebpages.reference.countries import countries
from ebpages.reference.key_enabling_technologies import key_enabling_technologies
from ebpages.reference.languages import language as language_of_code

Options = tuple[tuple[str, str, bool], ...]


class _Form:
    """What all fields of one form need."""

    def __init__(
        self,
        content: Content,
        check: CheckView | None,
        clashes: Sequence[FieldClash],
        unusable: Mapping[str, str],
    ) -> None:
        self.content, self.at, self.unusable = content, active_language(), unusable
        self.rules = field_rules(timezone.localdate())
        self.required = self.rules.required_fields(content.type)
        self.errors: dict[str, list[str]] = {}
        self.findings: dict[tuple[str, str], list[CheckFinding]] = {}
        self.theirs = {(each.field, each.language): self._theirs(each) for each in clashes}
        if check:
            for field, sentence in lacking(content):
                self.errors.setdefault(field, []).append(sentence)
            for each in check.findings:
                language = each.language if each.field in TEXTS else ""
                self.findings.setdefault((each.field, language), []).append(each)

    def _theirs(self, clash: FieldClash) -> str:
        if clash.language:
            return clash.theirs
        answer = {"True": True, "False": False}.get(clash.theirs, clash.theirs)
        return value_in_words(clash.field, answer, self.at)

    def field(self, name: str, kind: str, help: str = "", language: str = "", **more: object) -> FormField:
        value = getattr(self.content.in_language(language) if language else self.content, name)
        if kind in ("checks", "protection"):
            text = ""
        elif kind == "lines":
            text = "\n".join(value)
        else:
            text = "" if value is None else str(value)
        html_name = f"{name}-{language}" if language else name
        is_original = not language or language == self.content.original
        said = self.unusable.get(html_name)
        return FormField(
            name=html_name,
            label=field_name(name, self.at),
            help=help,
            kind=kind,
            value=text,
            language=language,
            most=self.rules.longest.get(name, 0) if language else self.rules.most.get(name, 0),
            required=name in self.required and is_original,
            errors=(said,) if said else tuple(self.errors.get(html_name, ())),
            findings=tuple(self.findings.get((name, language), ())),
            theirs=self.theirs.get((name, language)),
            **more,  # type: ignore[arg-type]
        )

    def options(self, name: str, pairs: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> Options:
        value = getattr(self.content, name)
        chosen = set(value) if isinstance(value, tuple) else {str(value) if value is not None else ""}
        return tuple((code, label, code in chosen) for code, label in pairs)


def edit_form(
    content: Content,
    check: CheckView | None,
    clashes: Sequence[FieldClash] = (),
    also_in: str = "",
    unusable: Mapping[str, str] | None = None,
) -> tuple[FormGroup, ...]:
    """check: None for a draft that nothing was written in yet. also_in: a language for which texts are added. unusable: field -> why it cannot be stored."""
    form = _Form(content, check, clashes, unusable or {})
    groups = [
        FormGroup(
            _("In words, in the original language: %(language)s") % {"language": _language(content.original)},
            _(
                "Write for a reader of another trade in another country. The lines below say what reviewers look for."
            ),
            tuple(_texts(form, content.original)),
            "texts",
        ),
        FormGroup(_("The owner"), "", tuple(_owner(form)), "owner"),
    ]
    if content.type in ("TO", "TR", "BO"):
        groups.append(FormGroup(_("How far it is"), "", tuple(_readiness(form)), "readiness"))
    groups.append(FormGroup(_("Which partner and which cooperation"), "", tuple(_partner(form)), "partner"))
    if content.type == "RDR":
        groups.append(FormGroup(_("The call"), "", tuple(_call(form)), "call"))
    groups.append(
        FormGroup(
            _("How readers find it"),
            _("What you choose here is what others filter by."),
            tuple(_keywords(form)),
            "keywords",
        )
    )
    groups.extend(
        FormGroup(
            _("In words, in %(language)s") % {"language": _language(language)},
            _("A translation needs a title and a summary. Empty it to take it out."),
            tuple(_texts(form, language)),
            f"texts-{language}",
            language == also_in
            or any(
                form.findings.get((name, language)) or form.errors.get(f"{name}-{language}") for name in TEXTS
            ),
        )
        for language in LANGUAGES
        if language != content.original and (language in content.texts or language == also_in)
    )
    return tuple(groups)


def lacking(content: Content) -> list[tuple[str, str]]:
    """What keeps it from being handed in: where it stands in the form, and a sentence."""
    return [
        ("-".join(filter(None, (each.field, each.language))), problem_sentence(each, active_language()))
        for each in problems(content, timezone.localdate())
    ]


def clashing_fields(clashes: Sequence[FieldClash]) -> list[tuple[str, str]]:
    """Where each stands in the form, and what it is called."""
    at = active_language()
    return [
        ("-".join(filter(None, (each.field, each.language))), field_name(each.field, at, each.language))
        for each in clashes
    ]


def other_languages(content: Content) -> list[tuple[str, str]]:
    """In which there is no text yet."""
    return [
        (each, _language(each))
        for each in LANGUAGES
        if each != content.original and each not in content.texts
    ]


def own_form_choices() -> dict[str, list[tuple[str, str, str]]]:
    """For a new profile: types with what each is for, and languages."""
    told = {
        "TO": _("You have a technology, a process or know-how, and seek somebody who uses, makes or develops it with you."),
        "TR": _("You have a technical problem, and seek somebody with a solution."),
        "BO": _("You make or do something, and seek distributors, buyers or representatives."),
        "BR": _("You want to buy, to outsource production, or to represent somebody."),
        "RDR": _("You prepare a project for a call, and seek a partner for it."),
    }  # fmt: skip
    at = active_language()
    types = [(code, value_in_words("type", code, at), told[code]) for code in terms("types")]
    return {"types": types, "languages": [(each, _language(each), "") for each in LANGUAGES]}


def _texts(form: _Form, language: str) -> Iterator[FormField]:
    helps = {
        "title": _("What it is and what it is for, without praise and without the owner's name."),
        "summary": _("Who offers or seeks what (the kind of organisation, not its name), what is new, which partner is sought."),
        "description": _("The problem, the solution, how it works, where it was tested, where it is used."),
        "advantages": _("What is better than what exists: by how much, compared with what."),
        "technical": _("What the solution or product must be able to do: figures, standards, conditions."),
        "partner_role": _("Which kind of partner, in which field, and what the partner would do."),
    }  # fmt: skip
    left_out = {"technical"} if form.content.type in ("TO", "BO") else {"advantages"}
    for name in TEXTS:
        written = getattr(form.content.in_language(language), name)
        if name not in left_out or written:
            kind = "line" if name == "title" else "text"
            yield form.field(name, kind, helps[name], language)


def _owner(form: _Form) -> Iterator[FormField]:
    yield form.field(
        "country", "select", _("The country where the owner is; the id of the profile begins with it."),
        options=form.options("country", _countries(form.at)),
    )  # fmt: skip
    yield form.field(
        "anonymous", "yes",
        _("Readers do not learn who you are until you answer them. Then no name, brand, website, telephone or patent number may be in the texts: the check looks for them."),
    )  # fmt: skip


def _readiness(form: _Form) -> Iterator[FormField]:
    levels = [(code, f"{code} – {each.name(form.at)}") for code, each in terms("readiness_levels").items()]
    yield form.field(
        "trl", "select", _("If you know it. The stage follows from it."), options=form.options("trl", levels)
    )
    stage, level = form.content.stage_now, form.content.trl
    follows = (
        "" if form.content.stage or not stage else _("It follows from readiness level %(level)s: %(stage)s.")
    )
    told = follows and follows % {"level": level, "stage": value_in_words("stage", stage, form.at)}
    yield form.field("stage", "select", told, options=form.options("stage", _named("stages", form.at)))
    statuses = form.options("ipr", _named("protection", form.at))
    where = tuple((code, name, False) for code, name in _countries(form.at))
    rows = (*((each.status, each.country) for each in form.content.ipr), ("", ""), ("", ""))
    yield form.field(
        "ipr", "protection", _("A row for each status and country. After saving there are more empty rows."),
        groups=(("status", statuses), ("country", where)), rows=rows,
    )  # fmt: skip


def _partner(form: _Form) -> Iterator[FormField]:
    allowed = form.rules.partnership_types_of[form.content.type]
    forms = [(code, terms("forms")[code].name(form.at)) for code in allowed]
    yield form.field("partnership_types", "checks", options=form.options("partnership_types", forms))
    yield form.field(
        "partner_size", "checks", options=form.options("partner_size", _named("partner_sizes", form.at))
    )
    own = form.content.country
    europe = [(each.code, each.name(form.at)) for each in countries() if each.europe and each.code != own]
    yield form.field(
        "partner_countries", "checks", _("Leave it empty to seek everywhere. Your own country cannot be chosen."),
        groups=((_("Countries of Europe"), form.options("partner_countries", sorted(europe, key=lambda pair: pair[1]))),),
    )  # fmt: skip


def _call(form: _Form) -> Iterator[FormField]:
    yield form.field("framework_program", "line")
    yield form.field("call_identifier", "line")
    chosen = {True: "yes", False: "no"}.get(form.content.coordinator_required)  # type: ignore[arg-type]
    answers = tuple((code, name, code == chosen) for code, name in (("yes", _("yes")), ("no", _("no"))))
    yield form.field("coordinator_required", "select", options=answers)
    yield form.field("eoi_deadline", "line", _("Such as 2026-12-31."))
    yield form.field("call_deadline", "line", _("Such as 2026-12-31."))


def _keywords(form: _Form) -> Iterator[FormField]:
    yield form.field(
        "market_keywords", "lines", _("One a line: the market or the use, in words that buyers use.")
    )
    if form.content.type in ("TO", "TR", "RDR"):
        yield form.field("technology_keywords", "checks", groups=tuple(_tree(form)))
    kets = [(each.code, each.name(form.at)) for each in key_enabling_technologies()]
    yield form.field("kets", "checks", groups=((_("Choose, where one fits"), form.options("kets", kets)),))
    areas = form.options("specialisation", _named("specialisation", form.at))
    yield form.field("specialisation", "checks", groups=((_("Choose, where one fits"), areas),))
    goals = [(code, each.name(form.at) if code == "0" else f"{code} {each.name(form.at)}") for code, each in terms("goals").items()]  # fmt: skip
    yield form.field("sdg", "checks", groups=((_("Choose at least one"), form.options("sdg", goals)),))
    yield form.field("nace", "lines", _("Codes such as 31.01, one a line."))
    yield form.field("cpv", "lines", _("Eight digits such as 39130000, one a line: what is bought or sold."))


def _tree(form: _Form) -> Iterator[tuple[str, Options]]:
    narrower: dict[str, list[tuple[str, str]]] = {}
    for each in keywords().values():
        if each.parent:
            narrower.setdefault(each.parent, []).append((each.code, each.name(form.at)))
    for each in keywords().values():
        if each.code in narrower:
            own = (each.code, _("%(keyword)s, in general") % {"keyword": each.name(form.at)})
            yield each.name(form.at), form.options("technology_keywords", [own, *narrower[each.code]])


def _named(vocabulary: str, at: str) -> list[tuple[str, str]]:
    return [(code, each.name(at)) for code, each in terms(vocabulary).items()]


def _countries(at: str) -> list[tuple[str, str]]:
    return sorted(((each.code, each.name(at)) for each in countries()), key=lambda pair: pair[1])


def _language(code: str) -> str:
    return language_of_code(code).name(active_language())
