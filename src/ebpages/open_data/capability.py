"""Open data among the capabilities: it stores nothing but files that can be made again."""

from collections.abc import Iterator

from ebpages.accounts.access import open_to_everybody
from ebpages.faces.capabilities import Capability
from ebpages.faces.upkeep import Check


def state() -> str:
    """Nothing of its own is shown: that of the registry is among those of all."""
    return ""


def check() -> None:
    from ebpages.open_data.bulk_files import bulk_files
    from ebpages.open_data.follow_the_money import mapped

    bulk_files()
    mapped()


def verify() -> Iterator[Check]:
    from ebpages.open_data.edition import is_whole, read_edition
    from ebpages.open_data.queries.editions import folders

    for folder in folders():
        remedy = f"Remove the folder {folder}: it is made again."
        edition = read_edition(folder)
        if edition is None:
            yield Check(f"bulk files in {folder}", "their manifest cannot be read", remedy)
        for file in edition.files if edition else ():
            problem = "" if is_whole(folder, file) else "it is not as it was written"
            yield Check(f"bulk file {file.name}", problem, remedy)


CAPABILITY = Capability(
    name="open_data",
    state=state,
    access=open_to_everybody(
        "data news api:data api:data_file api:catalogue api:organisation_linked api:changes_feed"
    ),
    costs={"data": "work", "catalogue.jsonld": "work"},
    check=check,
    verify=verify,
)
