"""Pictures that become logos, and those that are refused; many more that harm: `tests/unit/own_pages/test_hostile_uploads.py`."""

import io
from random import Random

import pytest
from PIL import Image, PngImagePlugin

from ebpages.publish.logo_picture import LARGEST_FILE, LONGEST_SIDE, NoLogo, logo_picture
from tests.samples.pictures_of_attack import ATTACKS, picture


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_anew_and_small(kind: str) -> None:
    logo = logo_picture(picture(kind, (1400, 700)))
    assert (logo.width, logo.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
    with Image.open(io.BytesIO(logo.content)) as drawn:
        assert drawn.format == "WEBP" and drawn.size == (logo.width, logo.height)
    assert logo_picture(picture(kind, (1400, 700))).digest == logo.digest


def test_a_small_picture_keeps_its_size_and_its_transparency() -> None:
    into = io.BytesIO()
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(into, "PNG")
    with Image.open(io.BytesIO(logo_picture(into.getvalue()).content)) as drawn:
        assert drawn.size == (40, 20)
        assert drawn.convert("RGBA").getpixel((3, 3))[3] == 0


def test_nothing_that_was_written_beside_the_picture_is_kept() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Ivan Secret")
    exif = Image.Exif()
    exif[0x010E] = "Ivan Secret"
    into = io.BytesIO()
    Image.new("RGB", (40, 20)).save(into, "PNG", pnginfo=said, exif=exif, icc_profile=b"Ivan Secret")
    assert b"Secret" in into.getvalue()
    assert b"Secret" not in logo_picture(into.getvalue()).content


def test_a_photograph_that_was_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    into = io.BytesIO()
    Image.new("RGB", (40, 20)).save(into, "JPEG", exif=exif)
    logo = logo_picture(into.getvalue())
    assert (logo.width, logo.height) == (20, 40)


def test_a_file_above_two_megabytes_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(NoLogo, match="too_large"):
        logo_picture(b"\0" * (LARGEST_FILE + 1))


@pytest.mark.parametrize(
    ("attack", "reason"),
    [("truncated", "no_picture"), ("huge", "too_many_pixels"), ("bomb", "too_many_pixels"), ("animated", "animated"),
     ("polyglot", "something_behind"), ("another_format", "no_picture"), ("damaged", "no_picture"),
     ("text_bomb", "no_picture"), ("slow", "too_much_work")],
)  # fmt: skip
def test_what_is_no_logo_is_refused_with_its_reason(attack: str, reason: str) -> None:
    made = next(each for each in ATTACKS if each.__name__ == attack)
    with pytest.raises(NoLogo, match=reason):
        logo_picture(made(Random(2026)))
