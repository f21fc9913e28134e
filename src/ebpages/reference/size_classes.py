"""Size classes of enterprises."""

from dataclasses import dataclass

from ebpages.reference.vocabulary import Term, look_ups


@dataclass(frozen=True, slots=True)
class SizeClass(Term):
    """`staff`: the most employed that an enterprise of the class has; None for the largest."""

    staff: int | None = None


size_class, size_classes = look_ups("size_classes.yaml", SizeClass, "size class")
