"""A case as people write it: YAML, or the same keys of a form or a request. Every fault is named with its place and remedy."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError

from ebpages.declared.answer import Answer
from ebpages.declared.schema import Declared, content_in, read_content
from ebpages.funding.case import APPLICANT, AidReceived, Case, Cost, Enterprise, Figures, Kind
from ebpages.funding.case_values import Amount, ComponentId, Count, Day, DayOrYear, Share
from ebpages.funding.fault import BrokenCase, broken, faults_of
from ebpages.funding.holdings import WHOLE, Holding, circle
from ebpages.funding.legal_forms import known_forms, legal_form_named
from ebpages.funding.sentences import Sentence
from ebpages.reference.european_regions import LONGEST_CODE, european_regions
from ebpages.reference.regions import regions
from ebpages.reference.stages import find_stages, stages

_NUTS_2 = 4  # signs of a code
_MOST_ROWS = 2_000
_MOST = {"holdings": 200, "enterprises": 200, "answers": 200}  # each is held against each other
_LONGEST = 60
_APPLICANT_NAMES = ("кандидат", "кандидатът", "кандидата")


def _name(value: Any) -> Any:
    return APPLICANT if isinstance(value, str) and value.strip().casefold() in _APPLICANT_NAMES else value


Name = Annotated[str, BeforeValidator(_name), Field(min_length=1, max_length=200)]
M = TypeVar("M", bound=Declared)


class FiguresGiven(Declared):
    staff: Amount | None = None
    turnover_eur: Amount | None = None
    balance_eur: Amount | None = None

    def figures(self) -> Figures:
        return Figures(self.staff, self.turnover_eur, self.balance_eur)


class EnterpriseGiven(FiguresGiven):
    kind: Kind = "company"
    earlier: tuple[FiguresGiven, ...] = Field((), max_length=5)

    def enterprise(self) -> Enterprise:
        return Enterprise(self.figures(), self.kind, tuple(each.figures() for each in self.earlier))


class ApplicantGiven(FiguresGiven):
    legal_form: str | None = None
    established: DayOrYear | None = None
    seat: str | None = None
    stage: str | None = None
    members: Count | None = None
    members_in_eligible_sectors: Count | None = None
    sector: Literal["road_freight", "agriculture", "fishery", "general_interest"] | None = None
    earlier: tuple[FiguresGiven, ...] = Field((), max_length=5)


class HoldingGiven(Declared):
    of: Name
    in_: Name = Field(alias="in")
    share: Share


class AidGiven(Declared):
    date: Day
    amount_eur: Amount
    to: Name = APPLICANT


class CostGiven(Declared):
    component: ComponentId
    amount_bgn: Amount
    other_aid_bgn: Amount = Decimal(0)


KEYS = (APPLICANT, "enterprises", "holdings", "de_minimis", "costs", "answers")


def read_case(path: Path) -> Case:
    """Raises BrokenDeclaration."""
    return case_of(path.name, _keys(path.name, read_content(path)))


def case_document(file: str, content: bytes) -> Mapping[str, Any]:
    """The keys of a case that was handed in. Raises BrokenDeclaration."""
    return _keys(file, content_in(file, content))


def _keys(file: str, content: Any) -> Mapping[str, Any]:
    if not isinstance(content, Mapping):
        raise broken(file, "the file", "no_case")
    return content


def case_of(file: str, document: Mapping[str, Any]) -> Case:
    """file: what messages call it. Raises BrokenCase."""
    if strange := [key for key in document if key not in KEYS]:
        raise broken(file, str(strange[0])[:_LONGEST], "unknown_key", known=", ".join(KEYS))
    for key, most in _MOST.items():
        if isinstance(given := document.get(key), Collection) and len(given) > most:
            raise broken(file, key, "too_many", n=len(given), most=most)
    reader = _Reader(file, document)
    applicant = reader.entry(
        APPLICANT, ApplicantGiven, reader.mapping(APPLICANT)
    ) or ApplicantGiven.model_validate({})
    holdings = [
        Holding(each.of, each.in_, each.share) for each in reader.rows("holdings", HoldingGiven) or ()
    ]
    received = [
        AidReceived(each.date, each.amount_eur, each.to) for each in reader.rows("de_minimis", AidGiven) or ()
    ]
    costs = reader.rows("costs", CostGiven)
    enterprises = _enterprises(reader, applicant, holdings)
    reader.raise_faults()
    case = Case(
        legal_form=reader.code(
            "legal_form", applicant.legal_form, legal_form_named(applicant.legal_form), known_forms()
        ),
        established=applicant.established,
        seat=_seat(file, applicant.seat),
        stage=reader.code(
            "stage", applicant.stage, _stage(applicant.stage), (each.code for each in stages())
        ),
        members=applicant.members,
        members_in_eligible_sectors=applicant.members_in_eligible_sectors,
        sector=applicant.sector,
        enterprises=enterprises,
        holdings=tuple(holdings),
        de_minimis=tuple(received),
        costs=None
        if costs is None
        else tuple(Cost(each.component, each.amount_bgn, each.other_aid_bgn) for each in costs),
        answers=_answers(file, reader.mapping("answers")),
        left_out=_left_out(document, applicant, costs),
    )
    _check_holdings(file, case.holdings)
    _check_members(file, case)
    _check_amounts(file, case)
    return case


def check_days(file: str, case: Case, day: date) -> None:
    """That nothing in a case is later than the day of the assessment. Raises BrokenCase."""
    if case.founded and case.founded > day:
        raise broken(file, f"{APPLICANT}, established", "later", given=case.founded, day=day)
    for n, each in enumerate(case.de_minimis, 1):
        if each.day > day:
            raise broken(file, f"de_minimis {n}, date", "later", given=each.day, day=day)


class _Reader:
    """Reads the parts of a document and gathers the faults of values, so that all of them are said at once."""

    def __init__(self, file: str, document: Mapping[str, Any]) -> None:
        self.file, self._document = file, document
        self._faults: list[tuple[str, Sentence]] = []

    def mapping(self, key: str) -> Mapping[str, Any]:
        given = self._document.get(key)
        if given is None:
            return {}
        if not isinstance(given, Mapping):
            raise broken(self.file, key, "no_keys")
        return given

    def rows(self, key: str, model: type[M]) -> list[M] | None:
        given = self._document.get(key)
        if given is None:
            return None
        if not isinstance(given, list):
            raise broken(self.file, key, "no_list")
        if len(given) > _MOST_ROWS:
            raise broken(self.file, key, "too_many", n=len(given), most=_MOST_ROWS)
        read = [self.entry(f"{key} {n}", model, each) for n, each in enumerate(given, 1)]
        return [each for each in read if each is not None]

    def entry(self, place: str, model: type[M], given: Any) -> M | None:
        try:
            return model.model_validate(given)
        except ValidationError as error:
            self._faults += faults_of(place, error)
            return None

    def raise_faults(self) -> None:
        if self._faults:
            raise BrokenCase(self.file, self._faults)

    def code(self, key: str, value: str | None, found: str | None, known: Iterable[str]) -> str | None:
        if value is not None and found is None:
            place = f"{APPLICANT}, {key}"
            raise broken(self.file, place, "unknown_word", value=value[:_LONGEST], known=", ".join(known))
        return found


def _enterprises(
    reader: _Reader, applicant: ApplicantGiven, holdings: Iterable[Holding]
) -> Mapping[str, Enterprise]:
    """Those that only holdings name have figures that are not known."""
    given = reader.mapping("enterprises")
    if APPLICANT in given:
        raise broken(reader.file, f"enterprises, {APPLICANT}", "applicant_twice")
    own = Enterprise(applicant.figures(), earlier=tuple(each.figures() for each in applicant.earlier))
    named = {
        str(name): read.enterprise()
        for name, entry in given.items()
        if (read := reader.entry(f"enterprises {name}", EnterpriseGiven, {} if entry is None else entry))
    }
    in_holdings = {name for each in holdings for name in (each.holder, each.held)}
    return {**dict.fromkeys(sorted(in_holdings), Enterprise(Figures())), **named, APPLICANT: own}


def _left_out(
    document: Mapping[str, Any], applicant: ApplicantGiven, costs: Iterable[CostGiven] | None
) -> frozenset[str]:
    return frozenset(
        {key for key in ("holdings", "de_minimis") if document.get(key) is None}
        | {key for key in ("earlier", "sector") if not getattr(applicant, key)}
        | {"other_aid" for each in costs or () if "other_aid_bgn" not in each.model_fields_set}
    )


def _stage(value: str | None) -> str | None:
    if value in {each.code for each in stages()}:
        return value
    found = find_stages(value or "")
    return found[0].code if len(found) == 1 else None


def _seat(file: str, value: str | None) -> str | None:
    if value is None:
        return None
    code, place = value.strip().upper(), f"{APPLICANT}, seat"
    known = {each.code for each in (*regions(), *european_regions())}
    # Regions of NUTS 3 are listed for Bulgaria only.
    if code not in known and (
        code.startswith("BG") or code[:_NUTS_2] not in known or len(code) != LONGEST_CODE
    ):
        raise broken(file, place, "no_region", value=value[:_LONGEST])
    if len(code) < _NUTS_2:
        raise broken(file, place, "too_large_region", value=code)
    return code


def _answers(file: str, given: Mapping[str, Any]) -> Mapping[str, Answer]:
    words = {True: Answer.YES, False: Answer.NO, "yes": Answer.YES, "no": Answer.NO}
    for name, answer in given.items():
        if not isinstance(answer, (bool, str)) or answer not in words:
            raise broken(file, f"answers, {name}", "no_answer", value=str(answer)[:_LONGEST])
    return {str(name): words[answer] for name, answer in given.items()}


def _check_holdings(file: str, holdings: tuple[Holding, ...]) -> None:
    for (holder, held), n in Counter((each.holder, each.held) for each in holdings).items():
        if n > 1:
            raise broken(file, "holdings", "held_twice", holder=holder, held=held, n=n)
    if found := circle(holdings):
        raise broken(file, "holdings", "circle", circle=" → ".join(found))
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in holdings:
        sums[each.held] += each.share
    for held, share in sums.items():
        if share > WHOLE:
            raise broken(file, "holdings", "more_than_all", held=held, share=share)


def _check_members(file: str, case: Case) -> None:
    members, eligible = case.members, case.members_in_eligible_sectors
    if members is not None and eligible is not None and eligible > members:
        place = f"{APPLICANT}, members_in_eligible_sectors"
        raise broken(file, place, "counted_twice", eligible=eligible, members=members)


def _check_amounts(file: str, case: Case) -> None:
    for n, cost in enumerate(case.costs or (), 1):
        if cost.other_aid_bgn > cost.amount_bgn:
            place = f"costs {n}, other_aid_bgn"
            raise broken(file, place, "more_than_costs", other=cost.other_aid_bgn, amount=cost.amount_bgn)
    for n, aid in enumerate(case.de_minimis, 1):
        if aid.receiver not in case.enterprises:
            known = ", ".join(sorted(case.enterprises))
            raise broken(
                file, f"de_minimis {n}, to", "no_enterprise", value=aid.receiver[:_LONGEST], known=known
            )
        if aid.receiver == APPLICANT and case.founded and aid.day < case.founded:
            place = f"de_minimis {n}, date"
            raise broken(file, place, "before_established", given=aid.day, established=case.founded)
