"""Where labels of circles go: beside their circle, inside the plot, over no other label and no other circle."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_GAP = 3  # pixels between a circle and its label
_FARTHER = (0, 14, 28, 44)  # pixels that a label may stand away from its circle; a line leads to it then
_MARGIN = 2  # pixels that labels keep from one another
_DOTS = 6  # points of a leading line that are tried for whether they lie free
_DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
_DIAGONAL = math.sqrt(0.5)


@dataclass(frozen=True, slots=True)
class Circle:
    """Its middle and radius in pixels; y points down."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; top is less than bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", margin: float = 0) -> bool:
        """Whether they overlap or come nearer than the margin."""
        return (
            self.left - margin < other.right
            and other.left - margin < self.right
            and self.top - margin < other.bottom
            and other.top - margin < self.bottom
        )

    def lies_in(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def covers(self, circle: Circle) -> float:
        """How many pixels deep the circle reaches into the box; 0 where they do not meet."""
        across = max(self.left - circle.x, 0, circle.x - self.right)
        down = max(self.top - circle.y, 0, circle.y - self.bottom)
        return max(0.0, circle.radius - math.hypot(across, down))


@dataclass(frozen=True, slots=True)
class Label:
    """box: where the text stands; lead: the line from its circle, from x1, y1 to x2, y2, where it stands away from it."""

    box: Box
    lead: tuple[float, float, float, float] | None = None

    @property
    def boxes(self) -> list[Box]:
        """What other labels must keep free of: the text and, dot by dot, the line to it."""
        if self.lead is None:
            return [self.box]
        x1, y1, x2, y2 = self.lead
        parts = [step / (_DOTS - 1) for step in range(_DOTS)]
        dots = [(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part) for part in parts]
        return [self.box, *(Box(x, y, x, y) for x, y in dots)]


def place_labels(
    circles: Sequence[Circle],
    wanted: Sequence[tuple[int, float, float]],
    *,
    plot: Box,
    taken: Iterable[Box] = (),
    needed: int = 0,
) -> dict[int, Label]:
    """The place of each label that has one, by the index of its circle.

    wanted: (index of the circle, width and height of its label), the most important first; each gets the first place in
    eight directions, the nearest before those with a leading line, that is free. needed: so many of them may lie over
    circles if they must, over as few as can be. taken: where no label may stand.
    """
    put: dict[int, Label] = {}
    closed = list(taken)
    for rank, (index, width, height) in enumerate(wanted):
        best, covered = None, math.inf
        for label in _places(circles[index], width, height):
            if not label.box.lies_in(plot) or any(
                part.meets(other, _MARGIN) for part in label.boxes for other in closed
            ):
                continue
            over = sum(label.box.covers(circle) for at, circle in enumerate(circles) if at != index)
            if over < covered:
                best, covered = label, over
            if not over:
                break
        if best and (not covered or rank < needed):
            put[index] = best
            closed += best.boxes
    return put


def _places(circle: Circle, width: float, height: float) -> Iterator[Label]:
    """Beside, above and below the circle, then at its corners; then the same farther away."""
    for farther in _FARTHER:
        for across, down in _DIRECTIONS:
            share = _DIAGONAL if across and down else 1
            away = (circle.radius + farther) * share + _GAP * (share if farther else 1)
            x, y = circle.x + across * away, circle.y + down * away
            left = x - (width / 2 if not across else width if across < 0 else 0)
            top = y - (height / 2 if not down else height if down < 0 else 0)
            box = Box(left, top, left + width, top + height)
            edge = circle.radius * share
            start = (circle.x + across * edge, circle.y + down * edge)
            yield Label(box, (*start, x - across, y - down) if farther else None)
