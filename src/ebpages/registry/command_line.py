"""What commands share that question the registry."""

from ebpages.faces.command_line import start_django, stop


def start_with_registry(language: str) -> None:
    """Start, and make sure that there is a registry to question."""
    start_django()
    from django.db import DatabaseError
    from django.utils import translation

    from ebpages.faces.unavailable import Trouble, trouble_of
    from ebpages.registry.queries import registry_is_built

    translation.activate(str(language))
    try:
        ready = registry_is_built()
    except DatabaseError as problem:
        if trouble_of(problem) is not Trouble.NO_TABLES:  # a registry may be there, though it cannot be read
            raise
        ready = False
    if not ready:
        stop("there is no registry yet. Run `ebpages manage migrate` and `ebpages build` first.")
