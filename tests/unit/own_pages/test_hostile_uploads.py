"""Files that are meant to harm: refused or drawn anew, each within its time and memory. Ten thousand: `python -m tests.hostile_uploads`."""

from collections.abc import Callable
from random import Random

import pytest

from tests.hostile_uploads import MOST_MEGABYTES, MOST_SECONDS, WAYS, hand_in, megabytes, own_megabytes
from tests.samples.examples import searches_long
from tests.samples.hostile_uploads import MAKERS, formats, hostile_upload, packed, svg
from tests.samples.pictures_of_attack import ATTACKS

OF_EACH = 2 if searches_long() else 1  # files of every kind of attack, each way
NEVER_TAKEN = {attack.__name__ for attack in ATTACKS}  # for a logo


@pytest.mark.parametrize("by", WAYS)
def test_a_hostile_file_is_refused_in_time_and_room(by: str) -> None:
    """Each way from another beginning, so that it meets other files of every attack."""
    begin = 1000 * list(WAYS).index(by)
    for number in range(begin, begin + OF_EACH * len(MAKERS)):
        tried = hand_in(number, by)
        assert by != "logo" or tried.attack not in NEVER_TAKEN or tried.outcome != "taken", (number, tried)
        assert tried.seconds < MOST_SECONDS, (number, tried)
    assert megabytes() <= max(MOST_MEGABYTES, own_megabytes())  # a process begins as its parent


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize("made", [svg, packed])
def test_what_is_no_picture_is_never_taken_for_one(by: str, made: Callable[[Random], bytes]) -> None:
    assert {WAYS[by](made(Random(number))) for number in range(6)} <= {"no_picture", "no_kind"}


def test_the_same_number_is_the_same_file_and_all_formats_are_there() -> None:
    assert hostile_upload(3) == hostile_upload(3)
    assert {"PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP", "ICO", "PPM", "TGA"} <= set(formats())
