"""Reconciliation among the capabilities: it stores nothing and shows what the registry holds."""

from ebpages.accounts.access import open_to_everybody
from ebpages.faces.capabilities import Capability


def state() -> str:
    """Nothing of its own is shown: that of the registry is among those of all."""
    return ""


CAPABILITY = Capability(
    name="reconciliation",
    state=state,
    access=open_to_everybody(
        "reconcile preview api:reconcile api:reconcile_suggest api:reconcile_flyout api:reconcile_extends"
    ),
    costs={"reconcile": "search"},
    asked_by_post=frozenset({"reconcile"}),
)
