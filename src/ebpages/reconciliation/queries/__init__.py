"""Every read of reconciliation. Texts are in the active language."""

from ebpages.reconciliation.queries.extension import extension
from ebpages.reconciliation.queries.manifest import manifest
from ebpages.reconciliation.queries.matches import answer, candidates, reconcile
from ebpages.reconciliation.queries.suggestions import extends, suggested, told_of

__all__ = ["answer", "candidates", "extends", "extension", "manifest", "reconcile", "suggested", "told_of"]
