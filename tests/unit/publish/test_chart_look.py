"""The colours of charts: held against WCAG 2.2, the stylesheet, and the eyes of colour-blind readers."""

import re
from itertools import combinations
from pathlib import Path

import pytest

import ebpages.site
from ebpages.publish.chart_look import QUIET, SERIES, SHADE_INKS, SHADES, STATES, TOKENS, configuration
from ebpages.publish.lettering import text_width, wrap

STATIC = Path(ebpages.site.__file__).parent / "static"
CSS = (STATIC / "site.css").read_text(encoding="utf-8")
LIGHT_BLOCK, DARK_BLOCK = CSS.split("@layer base {", 1)[0], (STATIC / "dark.css").read_text(encoding="utf-8")


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6});", block))


SCHEMES = {
    "picture": dict(TOKENS),
    "light": colours(LIGHT_BLOCK),
    "dark": colours(LIGHT_BLOCK) | colours(DARK_BLOCK),
}

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def linear(colour: str) -> list[float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        red, green, blue = linear(colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, eyes: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as these eyes see it."""
    rgb = linear(colour)
    red, green, blue = (
        min(1, max(0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in EYES[eyes]
    )
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_mark_stands_out_from_paper(scheme: str) -> None:
    tokens = SCHEMES[scheme]
    outlines = [paint.stroke for paint in (*STATES.values(), QUIET)]
    for token in (*SERIES, *outlines):
        assert contrast(tokens[token], tokens["paper"]) >= 3, token


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_can_be_read(scheme: str) -> None:
    tokens = SCHEMES[scheme]
    pairs = [("ink", "paper"), ("quiet", "paper"), *zip(SHADE_INKS, SHADES, strict=True)]
    for text, ground in pairs:
        assert contrast(tokens[text], tokens[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_series_can_be_told_apart(scheme: str, eyes: str) -> None:
    """At a distance of 10 a difference is plain to see; about 2 is just noticeable."""
    tokens = SCHEMES[scheme]
    for one, other in combinations(SERIES, 2):
        pair = seen(tokens[one], eyes), seen(tokens[other], eyes)
        assert sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 >= 10, (one, other)


def test_states_differ_in_more_than_colour() -> None:
    drawn = {(paint.fill == paint.stroke, paint.fill == "paper", paint.dash) for paint in STATES.values()}
    assert len(drawn) == len(STATES)


def test_every_colour_is_the_light_one_of_its_token() -> None:
    light = colours(LIGHT_BLOCK)
    differing = {token for token, colour in TOKENS.items() if light.get(token, "").upper() != colour}
    assert differing == {"shade-3-ink"}  # the same as ink in the light, and so told apart by its last digit
    assert light["shade-3-ink"] == TOKENS["ink"]


def test_a_colour_tells_its_token() -> None:
    assert len(set(TOKENS.values())) == len(TOKENS)


def test_the_configuration_names_no_colour_that_is_no_token() -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", str(configuration())))
    assert used <= set(TOKENS.values())


def test_a_text_is_wrapped_between_words_after_hyphens_and_inside_a_word_only_in_need() -> None:
    assert wrap("информационни и комуникационни технологии", 200, 13) == [
        "информационни и",
        "комуникационни технологии",
    ]
    assert wrap("научно-изследователска", 100, 13) == ["научно-", "изследователск", "а"]
    assert wrap("", 100, 13) == [""]


def test_lines_fit_and_what_is_left_out_ends_in_dots() -> None:
    lines = wrap("Клъстер " * 50, 120, 13, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(text_width(line, 13) <= 120 for line in lines)


def test_widths_are_those_of_the_type() -> None:
    # Measured in Liberation Sans at 100 pixels.
    assert text_width("Начален етап", 100) == pytest.approx(647, rel=0.04)
    assert text_width("WWW", 100) > 2 * text_width("iii", 100)
