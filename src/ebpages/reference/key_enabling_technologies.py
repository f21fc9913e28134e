"""The six key enabling technologies (KETs) of the European Commission."""

from ebpages.reference.vocabulary import Term, look_ups

key_enabling_technology, key_enabling_technologies = look_ups(
    "key_enabling_technologies.yaml", Term, "key enabling technology"
)
