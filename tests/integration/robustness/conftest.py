"""The registry of the shipped lists, for tests that attack it: the same fixtures as those of the registry's own tests."""

from tests.integration.registry.conftest import built, ebpages, lists, registry

__all__ = ["built", "ebpages", "lists", "registry"]
