"""Who can help with a transfer: intermediaries by service, the nearest first, with what the registry knows of them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from ebpages.exchange.support import KindOfSupport, usual_helpers
from ebpages.exchange.support_shapes import Support, Supporter, SupportGroup
from ebpages.faces.language import active_language
from ebpages.reference.intermediary_services import intermediary_service
from ebpages.reference.languages import language as language_of_code
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.regions import neighbours, region
from ebpages.reference.vocabulary import Term, in_language
from ebpages.registry.facets import UNKNOWN
from ebpages.registry.models import Facet
from ebpages.registry.queries.clusters_for import with_contacts
from ebpages.registry.queries.directory import Question, organisation_ids
from ebpages.registry.queries.relaxing import question_url

MOST_SHOWN = 10
HOME = "BG"
_NEAR = 2  # of the distances from an oblast: there, and around it


def who_can_help(service: str, region_code: str, speaks: str, on: date) -> Support:
    """Each organisation once, the nearest first; of one distance, who says so itself before those of whose kind it is usual.

    region_code, speaks: "" for any; of a language only those that say they speak it. Raises UnknownCode for a service, an oblast or a
    language that does not exist.
    """
    asked = intermediary_service(service)
    usual = usual_helpers(service, on)
    wanted: dict[str, tuple[str, ...]] = {"speaks": (language_of_code(speaks).code,)} if speaks else {}
    stating = organisation_ids(
        Question(on, chosen=wanted, stated=(f"intermediary_services:{service}",), sort="lists")
    )
    of_kind = (
        organisation_ids(Question(on, chosen={**wanted, "kind": tuple(usual)}, sort="lists")) if usual else []
    )
    groups, seen = [], set[str]()
    distances = list(_distances(region_code))
    for title, where in distances:
        there = set(organisation_ids(Question(on, chosen=where)))
        found = [each for each in dict.fromkeys((*stating, *of_kind)) if each in there - seen]
        seen.update(found)
        if found:
            shown = _supporters(found[:MOST_SHOWN], stating, usual, on)
            url = question_url(Question(on, chosen={"kind": tuple(usual), **where}))
            groups.append(SupportGroup(title, shown, len(found), url))
    place = region(region_code).name(active_language()) if region_code else ""
    note = ""
    if groups and region_code and groups[0].title not in [title for title, _where in distances[:_NEAR]]:
        note = _("In %(place)s and the oblasts around it no list names one. Farther away:") % {"place": place}
    return Support(asked.code, asked.name(active_language()), place, note, tuple(groups))


def languages_spoken() -> tuple[Term, ...]:
    """Those that anybody in the registry says it speaks."""
    known = Facet.objects.filter(key="speaks").exclude(value=UNKNOWN).order_by("value")
    return tuple(language_of_code(code) for code in known.values_list("value", flat=True).distinct())


def _distances(region_code: str) -> Iterable[tuple[str, dict[str, tuple[str, ...]]]]:
    """Titles and the filters of who is there, the nearest first."""
    if region_code:
        near = neighbours(region_code)
        around = ", ".join(region(code).name(active_language()) for code in near)
        yield (
            _("In %(place)s") % {"place": region(region_code).name(active_language())},
            {"region": (region_code,)},
        )
        yield _("In neighbouring oblasts: %(place)s") % {"place": around}, {"region": near}
    title = _("Elsewhere in Bulgaria, or with a seat that no list gives") if region_code else _("In Bulgaria")
    yield title, {"country": (HOME,)}
    yield _("In Europe"), {}


def _supporters(
    ids: Iterable[str], stating: Collection[str], usual: Mapping[str, KindOfSupport], on: date
) -> tuple[Supporter, ...]:
    found = []
    for each in with_contacts(ids, on):
        (kind,) = each.card.codes.get("kind") or ("",)
        rule = None if each.card.id in stating else usual.get(kind)
        found.append(
            Supporter(
                each.card, each.contacts, _reason(rule), rule.source.name(active_language()) if rule else ""
            )
        )
    return tuple(found)


def _reason(rule: KindOfSupport | None) -> str:
    if rule is None:
        return _("It says so itself.")
    kind = organisation_kind(rule.code)
    kinds = in_language(active_language(), kind.bg_plural, kind.en_plural)
    return _("Usual for %(kinds)s; it does not say so itself.") % {"kinds": kinds}
