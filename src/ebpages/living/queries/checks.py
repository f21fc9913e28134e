"""Whether every kept edition of a living source can be read whole, and is in the database as it is kept."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ebpages.faces.upkeep import Check
from ebpages.living.models import LivingEdition
from ebpages.living.queries.kept import digest_as_read
from ebpages.sources.connector import connectors
from ebpages.sources.kept_editions import DamagedEdition, kept, path_of, read_lines


def checks() -> Iterator[Check]:
    home = Path(settings.EBPAGES_HOME)
    for name, source in connectors().items():
        stored = dict(LivingEdition.objects.filter(connector=name).values_list("edition", "sha256"))
        there = kept(home, name)
        for edition in there:
            path = path_of(home, name, edition)
            problem, remedy = "", ""
            try:
                for _line in read_lines(path):
                    pass
                if stored.get(edition) != digest_as_read(source, path):
                    problem, remedy = "it is not in the database as it is kept", f"Run `ebpages sources read {name}`."  # fmt: skip
            except DamagedEdition as damage:
                problem, remedy = str(damage), f"Then run `ebpages sources fetch {name}`."
            yield Check(f"living source {name}, edition {edition}", problem, remedy)
        for edition in sorted(stored.keys() - set(there)):
            yield Check(
                f"living source {name}, edition {edition}", "its file is gone", f"Restore a backup, or run `ebpages sources read {name}`, which takes it out."
            )  # fmt: skip
