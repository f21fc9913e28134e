"""Living sources among the capabilities."""

from collections.abc import Iterator

from ebpages.accounts.access import open_to_everybody
from ebpages.faces.capabilities import Capability, Panel
from ebpages.faces.upkeep import Check, KeptFolder
from ebpages.sources.kept_editions import FOLDER


def state() -> str:
    """What it changes on pages that are kept is noted in the log of changes, which is part of their state."""
    return ""


def check() -> None:
    from ebpages.living.wording import texts
    from ebpages.sources.connector import connectors

    connectors()
    for part in ("events", "conditions", "fields"):
        texts(part)


def verify() -> Iterator[Check]:
    from ebpages.living.queries.checks import checks

    yield from checks()


def panels(public_id: str) -> Iterator[Panel]:
    from ebpages.living.queries.research import panels as of_research
    from ebpages.living.queries.timeline import panels as of_register

    yield from of_register(public_id)
    yield from of_research(public_id)


CAPABILITY = Capability(
    name="living",
    state=state,
    access=open_to_everybody(
        "sources source clusters clusters_file api:living_sources api:living_source api:timeline api:register_clusters api:research_projects"
    ),
    costs={"living-sources/clusters": "search"},
    check=check,
    verify=verify,
    kept=(KeptFolder(FOLDER),),
    panels=panels,
)
