"""Hands in files that are meant to harm, to everything that takes files of people, and says what each took.

`python -m tests.hostile_uploads --count 10000` tries so many, in this process and those that it starts for decoding.
"""

import io
import resource
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from ebpages.faces.documents import UnusableDocument, read_document
from ebpages.publish.logo_picture import LONGEST_SIDE, NoLogo, logo_picture
from tests.samples.hostile_uploads import MARK, hostile_upload

MOST_SECONDS, MOST_MEGABYTES = 2.0, 200


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a file. outcome: the reason of its refusal, or `taken`. seconds: of processors, with the start of a process."""

    attack: str
    by: str
    outcome: str
    seconds: float


def as_logo(content: bytes) -> str:
    try:
        logo = logo_picture(content)
    except NoLogo as refused:
        return refused.reason
    with Image.open(io.BytesIO(logo.content)) as drawn:
        assert drawn.format == "WEBP" and max(drawn.size) <= LONGEST_SIDE
    assert MARK not in logo.content
    return "taken"


def as_document(content: bytes) -> str:
    try:
        document = read_document(content)
    except UnusableDocument as refused:
        return refused.reason
    assert document.kind == "pdf" or MARK not in document.content
    return "taken"


WAYS: dict[str, Callable[[bytes], str]] = {"logo": as_logo, "document": as_document}


def hand_in(number: int, by: str) -> Tried:
    attack, content = hostile_upload(number)
    began = _seconds()
    outcome = WAYS[by](content)
    return Tried(attack, by, outcome, _seconds() - began)


def megabytes() -> float:
    """Of the largest process that this one has started."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def own_megabytes() -> float:
    """The most that this process has had: what it starts is counted from there on, until it runs another program."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + spent.ru_utime + spent.ru_stime


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.hostile_uploads", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    outcomes, slowest, failed = Counter[tuple[str, str]](), [], 0
    for number in range(asked.first, asked.first + asked.count):
        tried = hand_in(number, tuple(WAYS)[number // 2 % 2])
        outcomes[tried.by, tried.outcome] += 1
        slowest = sorted([*slowest, (tried.seconds, number, tried.attack, tried.by)], reverse=True)[:10]
        if tried.seconds > MOST_SECONDS or megabytes() > MOST_MEGABYTES:
            failed += 1
            print("FAILED", number, tried, f"{megabytes():.0f} MB", flush=True)
        if number % 500 == 499:
            print(number + 1, f"{megabytes():.0f} MB, slowest {slowest[0][0]:.2f} s", flush=True)
    for (by, outcome), times in sorted(outcomes.items()):
        print(f"{by:10} {outcome:18} {times}")
    for seconds, number, attack, by in slowest:
        print(f"{seconds:.2f} s {number} {attack} as {by}")
    print(f"the largest process had {megabytes():.0f} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
