from tests.integration.registry.conftest import built, ebpages, registry

__all__ = ["built", "ebpages", "registry"]
