"""Two records side by side: what their lists say, what speaks for and against, and what each decision would do."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries.people import people_who_may
from ebpages.accounts.reader import Reader
from ebpages.faces.language import active_language
from ebpages.registry import models, wording
from ebpages.registry.actions.one_organisation import Foreseen, foresee
from ebpages.registry.actions.standing import BuiltBefore
from ebpages.registry.contributions import SOURCE
from ebpages.registry.judgements import HUMAN, Judgement, Relation, place_in_table
from ebpages.registry.mention import mention_of
from ebpages.registry.queries.evidence import fact, organisation_url, unknown
from ebpages.registry.queries.findings import sentence_of
from ebpages.registry.queries.organisation import record_view, stored_reasons
from ebpages.registry.resolution.comparison import conflict, evidence
from ebpages.registry.resolution.registration_order import BY_ORGANISATION
from ebpages.registry.search_documents import find_ids
from ebpages.registry.shapes import Reason
from ebpages.registry.stored_corpus import StoredOrder, as_read, stored_statements
from ebpages.review.letters import differences
from ebpages.review.models import Lease, Opinion, pair_key
from ebpages.review.queries.decisions import decision_on, joined_by_a_person
from ebpages.review.queries.queue import listed, oriented, pair_url, queued_opinion, speaks_against
from ebpages.review.shapes import DECISIONS, Candidate, Colleague, Compared, Effect, PairView, Part, Side

_MOST_FOUND = 5  # organisations, as what joining would do is worked out for each
_LAST = 10**9  # after every judgement that stands
_FIRST = ("name", "identifier", "seat", "address", "website", "founded", "sector")
_KEYS = {"same": "1", "branch_of": "2", "re_registration": "3", "different": "4"}


def pair(reader: Reader, a: str, b: str) -> PairView | None:
    """Any two records of lists that have organisations; None where there are no such ones."""
    found = {r.id: r for r in listed((a, b)).select_related("source", "organisation")}
    if len(found) != 2:
        return None
    one, other = found[a], found[b]
    is_one = one.organisation_id == other.organisation_id
    left, right = ([one], [other]) if is_one else (_rows_of(one), _rows_of(other))
    decision = decision_on(a, b)
    lease = Lease.objects.filter(a=pair_key(a, b)[0], b=pair_key(a, b)[1], until__gt=timezone.now())
    kept = lease.select_related("person").first()
    reasons_for, reasons_against = _reasons(one, other)
    opinion = Opinion.objects.seen_by(reader).filter(a=pair_key(a, b)[0], b=pair_key(a, b)[1], ended_at=None)
    asked = opinion.select_related("asked_by").first()
    return PairView(
        a=a,
        b=b,
        left=_side(one, left),
        right=_side(other, right),
        is_one=is_one,
        compared=_compared(left, right),
        reasons_for=reasons_for,
        reasons_against=reasons_against,
        effects=() if is_one or decision else tuple(_effect(each, one, other) for each in DECISIONS),
        kept_for=kept.person.get_full_name() if kept and kept.person_id != reader.person else "",
        kept_until=kept.until if kept and kept.person_id == reader.person else None,
        opinion=queued_opinion(asked) if asked else None,
        decision=decision,
    )


def colleagues(reader: Reader) -> tuple[Colleague, ...]:
    """Others who review, to be asked for a second opinion."""
    others = (p for p in people_who_may(Permission.REVIEW_DATA) if p.pk != reader.person)
    return tuple(sorted((Colleague(p.code, p.get_full_name()) for p in others), key=lambda each: each.name))


def part_effect(organisation: str, pairs: Sequence[tuple[str, str]]) -> Part:
    """What happens when rows leave an organisation: each of `pairs` is one that leaves and one that stays."""
    foreseen = _foresee("different", pairs)
    leaving = tuple(dict.fromkeys(one for one, _other in pairs))
    if foreseen is None:
        return Part(leaving, Effect("different", "", "", True, (_unforeseen(),)))
    sentences = []
    owner = {record: i for i, records in foreseen.after.items() for record in records}
    for public_id in dict.fromkeys(owner.get(record, "") for record in leaving):
        rows = foreseen.after.get(public_id, ())
        name = foreseen.names.get(public_id) or _("without a name")
        sentences.append(
            _("A new organisation comes of it: %(name)s (%(id)s), %(rows)s.")
            % {"rows": _n_rows(len(rows)), "name": name, "id": public_id}
        )
    stays = {owner.get(other, "") for _one, other in pairs}
    sentences.append(
        _("%(name)s keeps its address.") % {"name": foreseen.names.get(organisation, organisation)}
    )
    can = stays.isdisjoint(owner.get(record, "") for record in leaving)
    if not can:
        sentences = [joined_by_a_person()]
    return Part(leaving, _with_findings(Effect("different", "", "", can, tuple(sentences)), foreseen))


def _rows_of(record: models.Record) -> list[models.Record]:
    """The rows of its organisation, its own first."""
    rows = models.Record.objects.filter(organisation=record.organisation_id).exclude(source=SOURCE.slug)
    return sorted(
        rows.select_related("source"), key=lambda row: (row.id != record.id, row.source.order, row.row)
    )


def _side(record: models.Record, rows: Sequence[models.Record]) -> Side:
    owner = record.organisation
    assert owner  # as `pair` has seen
    views = tuple(record_view(row) for row in rows)
    ids = tuple(row.id for row in rows)
    return Side(record.id, owner.id, owner.heading[0], organisation_url(owner.id), ids, views)


def _compared(left: Sequence[models.Record], right: Sequence[models.Record]) -> tuple[Compared, ...]:
    mine, theirs = _statements(left), _statements(right)
    properties = sorted({*mine, *theirs}, key=lambda p: (_FIRST.index(p) if p in _FIRST else len(_FIRST), p))
    found = []
    for each in properties:
        one = fact(each, mine[each]) if each in mine else unknown(each)
        other = fact(each, theirs[each]) if each in theirs else unknown(each)
        texts = {value.text for value in one.values}, {value.text for value in other.values}
        first, second = one.values[0].text, other.values[0].text
        parts = differences(first, second) if each in mine and each in theirs else ((), ())
        found.append(
            Compared(
                each,
                wording.property_label(each, active_language()),
                one,
                other,
                texts[0] == texts[1],
                *parts,
            )
        )
    return tuple(found)


def _statements(rows: Sequence[models.Record]) -> dict[str, list[models.Statement]]:
    own = {row.id: row for row in rows}
    place = {record: number for number, record in enumerate(own)}
    said: dict[str, list[models.Statement]] = {}
    stored = models.Statement.objects.filter(record__in=own)
    for statement in sorted(stored, key=lambda s: (place[s.record_id], s.id)):
        statement.record = own[statement.record_id]
        said.setdefault(statement.property, []).append(statement)
    return said


def _reasons(one: models.Record, other: models.Record) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """For and against: those of the judgement that left the pair open, and what the two rows tell, the strongest first."""
    pair = Q(a=one, b=other) | Q(a=other, b=one)
    left_open = models.Judgement.objects.filter(pair, relation=Relation.UNDECIDED.value).first()
    statements = stored_statements([one, other])
    first, second = (mention_of(r.source, as_read(r, statements[r.id])) for r in (one, other))
    found = stored_reasons(left_open) if left_open else []
    found += evidence(first, second, StoredOrder(BY_ORGANISATION))
    if impossible := conflict(first, second):
        found.append(impossible)
    sides: tuple[dict[str, Reason], dict[str, Reason]] = ({}, {})
    for reason in sorted(found, key=lambda reason: -abs(reason.weight)):
        sentence = wording.reason_sentence(reason, active_language())
        side = sides[speaks_against(reason.code, reason.weight)]
        side.setdefault(sentence, Reason(reason.code, sentence, reason.weight))
    return tuple(sides[0].values()), tuple(sides[1].values())


def _foresee(relation: str, pairs: Iterable[tuple[str, str]]) -> Foreseen | None:
    place = place_in_table(_LAST)
    made = [Judgement(a, b, Relation(relation), HUMAN, 1.0, place=place) for a, b in pairs]
    try:
        return foresee(made)
    except BuiltBefore:
        return None


def _unforeseen() -> str:
    return _("What it does cannot be foretold until the register is built again.")


def _effect(relation: str, one: models.Record, other: models.Record) -> Effect:
    title, key = decision_title(relation), _KEYS[relation]
    foreseen = _foresee(relation, [(one.id, other.id)])
    if foreseen is None:
        return Effect(relation, title, key, True, (_unforeseen(),))
    if relation == "different":
        sentence = _("Nothing is joined, and the pair is not offered again.")
        return _with_findings(Effect(relation, title, key, True, (sentence,)), foreseen)
    owner = {record: i for i, records in foreseen.after.items() for record in records}
    if owner.get(one.id) != owner.get(other.id):
        told = _(
            "Cannot be: each has a number of its own, or a person has said that something in the two is different."
        )
        return Effect(relation, title, key, False, (told,))
    kept = owner[one.id]
    joining = [record for record in foreseen.after[kept] if record not in foreseen.before.get(kept, ())]
    names = models.Record.objects.filter(id__in=joining).exclude(name="").values("name").distinct().count()
    sentences = [
        _("%(name)s keeps its address (%(id)s).") % {"name": foreseen.names[kept], "id": kept},
        _("It gets %(rows)s and %(names)s of the other.")
        % {"rows": _n_rows(len(joining)), "names": _n_names(names)},
    ]
    gone = sorted(foreseen.before.keys() - foreseen.after.keys())
    sentences += [_("The address of %(id)s will lead there.") % {"id": each} for each in gone]
    return _with_findings(Effect(relation, title, key, True, tuple(sentences)), foreseen)


def decision_title(relation: str) -> str:
    return {
        "same": pgettext("button", "The same"),
        "branch_of": pgettext("button", "The left one is a branch of the right one"),
        "re_registration": pgettext("button", "Registered again"),
        "different": pgettext("button", "Different"),
    }[relation]


def _with_findings(effect: Effect, foreseen: Foreseen) -> Effect:
    gone = tuple(dict.fromkeys(map(sentence_of, foreseen.gone)))
    come = tuple(dict.fromkeys(map(sentence_of, foreseen.come)))
    return Effect(
        effect.relation,
        effect.title,
        effect.key,
        effect.can_be_done,
        effect.sentences,
        tuple(sentence for sentence in gone if sentence not in come),
        tuple(sentence for sentence in come if sentence not in gone),
    )


def _n_rows(n: int) -> str:
    return ngettext("%(n)s row", "%(n)s rows", n) % {"n": n}


def _n_names(n: int) -> str:
    return ngettext("%(n)s name", "%(n)s names", n) % {"n": n}


def organisation_rows(public_id: str) -> Side | None:
    """An organisation with its rows; None where no list holds it."""
    rows = models.Record.objects.filter(organisation=public_id).exclude(source=SOURCE.slug)
    ordered = list(rows.select_related("source", "organisation").order_by("source__order", "row"))
    return _side(ordered[0], ordered) if ordered else None


def others_named(public_id: str, words: str) -> tuple[Candidate, ...]:
    """Organisations that a search finds, by name or number, each with what joining it with this one would do."""
    mine = organisation_rows(public_id)
    found = (organisation_rows(other) for other in find_ids(words, _MOST_FOUND) if other != public_id)
    if mine is None:
        return ()
    first = models.Record.objects.get(pk=mine.record)
    return tuple(
        Candidate(
            side,
            pair_url(*oriented(mine.record, side.record)),
            _effect("same", first, models.Record.objects.get(pk=side.record)),
        )
        for side in found
        if side
    )
