"""The registry that the observatory counts: built once for this folder, as for the registry's own tests."""

from tests.integration.registry.conftest import built, ebpages, judge, lists, registry

__all__ = ["built", "ebpages", "judge", "lists", "registry"]
