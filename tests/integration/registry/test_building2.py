from ebpages.registry import models
from ebpages.registry.actions import BuildResult

def test_x(registry: BuildResult) -> None:
    assert models.Record.objects.count() == registry.counts["records"]
