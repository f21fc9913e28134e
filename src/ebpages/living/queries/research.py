"""What ROR and CORDIS say of an organisation: its names and identifiers as a research body, and the projects that it takes part in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ebpages.faces.capabilities import Panel
from ebpages.faces.language import active_language
from ebpages.living.models import LivingRow
from ebpages.living.rows_of_use import domain_subject, project_subject, register_subject
from ebpages.living.shapes import (
    BodyName,
    ProjectPartner,
    ResearchBodyView,
    ResearchProject,
    ResearchProjects,
)
from ebpages.registry import models
from ebpages.registry.websites import SHARED_HOSTS, read_website
from ebpages.sources.connector import connector


def panels(public_id: str) -> Iterator[Panel]:
    if body := research_body(public_id):
        yield Panel("research-body", _("As a research body"), body.attribution, "living/research_body.html", body)  # fmt: skip
    projects = research_projects(public_id)
    if projects.projects:
        yield Panel("projects", _("EU research projects"), projects.attribution, "living/projects.html", projects)  # fmt: skip


def research_body(public_id: str) -> ResearchBodyView | None:
    """The body of ROR whose domain is that of the organisation's website; None where there is none, or where several share it."""
    websites = models.Statement.objects.filter(record__organisation=public_id, property="website")
    hosts = {site.host for url in websites.values_list("value", flat=True) if (site := read_website(url)) and site.host not in SHARED_HOSTS}  # fmt: skip
    if not hosts:
        return None
    rows = LivingRow.objects.filter(subject__in=[domain_subject(each) for each in hosts], edition__connector="ror")  # fmt: skip
    found = {row["id"]: row for row in rows.values_list("data", flat=True)}
    return _body(next(iter(found.values())), sorted(hosts)) if len(found) == 1 else None


def _body(row: Mapping[str, Any], hosts: Sequence[str]) -> ResearchBodyView:
    source, language = connector("ror"), active_language()
    shown = next((each for each in row["names"] if "ror_display" in each["types"]), row["names"][0])
    others = [each for each in row["names"] if each is not shown]
    identifiers = {"ror": row["id"], **row["identifiers"]}
    return ResearchBodyView(
        ror=row["id"],
        name=shown["text"],
        name_language=shown["language"],
        other_names=tuple(BodyName(each["text"], each["language"]) for each in others),
        status=row["status"],
        established=row["established"],
        identifiers=tuple((kind, value) for kind, value in sorted(identifiers.items())),
        related=tuple(BodyName(each["name"], "") for each in row["relations"]),
        matched_by=", ".join(set(hosts) & {domain.removeprefix("www.") for domain in row["domains"]})
        or ", ".join(hosts),
        attribution=source.attribution.name(language),
        licence=source.licence.name(language),
        licence_url=source.licence_url,
    )


def research_projects(public_id: str) -> ResearchProjects:
    """Projects of the organisation's legal entities, the newest first, joined by their numbers and never by name."""
    numbers = models.LegalEntity.objects.filter(organisation=public_id, identifier__isnull=False)
    subjects = [register_subject(str(each)) for each in numbers.values_list("identifier", flat=True)]
    rows = LivingRow.objects.filter(edition__connector="cordis")
    own: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows.filter(subject__in=subjects).values_list("data", flat=True) if subjects else ():
        own[row["project"]].append(row)
    told: dict[str, Mapping[str, Any]] = {}
    partners: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows.filter(subject__in=[project_subject(each) for each in own]).values_list("data", flat=True) if own else ():  # fmt: skip
        if row["kind"] == "project":
            told[row["project"]] = row
        else:
            partners[row["project"]].append(row)
    projects = [_project(each, own[each], told.get(each, {}), partners[each]) for each in own]
    stated = [Decimal(each.contribution) for each in projects if each.contribution]
    source, language = connector("cordis"), active_language()
    return ResearchProjects(
        organisation=public_id,
        projects=tuple(sorted(projects, key=lambda each: (each.start, each.project), reverse=True)),
        contributions=f"{sum(stated):f}" if stated else "",
        contributions_known=len(stated),
        attribution=source.attribution.name(language),
        licence=source.licence.name(language),
        licence_url=source.licence_url,
    )


def _project(
    number: str,
    own: Sequence[Mapping[str, Any]],
    told: Mapping[str, Any],
    partners: Sequence[Mapping[str, Any]],
) -> ResearchProject:
    stated = [Decimal(each["contribution"]) for each in own if each["contribution"]]
    pics = {each["pic"] for each in own}
    return ResearchProject(
        project=number,
        acronym=told.get("acronym", ""),
        title=told.get("title", ""),
        programme=told.get("programme", ""),
        start=told.get("start", ""),
        end=told.get("end", ""),
        role=", ".join(sorted({each["role"] for each in own})),
        contribution=f"{sum(stated):f}" if stated else "",
        partners=tuple(
            ProjectPartner(each["name"], each["country"], each["role"])
            for each in sorted(partners, key=lambda each: (each["country"], each["name"]))
            if each["pic"] not in pics
        ),
        url=f"https://cordis.europa.eu/project/id/{number}",
    )
