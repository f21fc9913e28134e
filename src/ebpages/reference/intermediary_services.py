"""What clusters, transfer centres and other intermediaries do for companies."""

from ebpages.reference.vocabulary import Term, look_ups

intermediary_service, intermediary_services = look_ups(
    "intermediary_services.yaml", Term, "service of an intermediary"
)
