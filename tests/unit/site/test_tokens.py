"""The colours of the stylesheet: read from it, held against WCAG 2.2."""

import re
from itertools import product
from pathlib import Path

import pytest

import ebpages.site

STATIC = Path(ebpages.site.__file__).parent / "static"
CSS = (STATIC / "site.css").read_text(encoding="utf-8")
TOKENS, REST = CSS.split("@layer base {", 1)
LIGHT_BLOCK, DARK_BLOCK = TOKENS, (STATIC / "dark.css").read_text(encoding="utf-8")

TEXTS = ("ink", "quiet", "accent", "agrees", "differs", "unknown", "lapsed")
SURFACES = ("paper", "raised", "wash")
OTHER_PAIRS = (
    ("on-accent", "accent"),  # buttons, open marks
    ("paper", "ink"),  # the current page of a pager
    ("ink", "accent-wash"),  # chips
    ("accent", "accent-wash"),  # hovered marks
    ("ink", "highlight"),  # the cell that was read
    *((f"shade-{step}-ink", f"shade-{step}") for step in range(1, 6)),  # counts on the map
)
# What is not text but must be seen: borders of fields, unchecked boxes, rings of stages.
EDGES = (("edge", "paper"), ("edge", "raised"))


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6});", block))


SCHEMES = {"light": colours(LIGHT_BLOCK), "dark": colours(LIGHT_BLOCK) | colours(DARK_BLOCK)}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "surface"), [*product(TEXTS, SURFACES), *OTHER_PAIRS])
def test_every_text_can_be_read_on_its_surface(scheme, text, surface):
    tokens = SCHEMES[scheme]
    assert contrast(tokens[text], tokens[surface]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "surface"), EDGES)
def test_every_control_can_be_seen_on_its_surface(scheme, edge, surface):
    tokens = SCHEMES[scheme]
    assert contrast(tokens[edge], tokens[surface]) >= 3


def test_every_colour_of_the_light_set_has_one_in_the_dark_set():
    assert colours(LIGHT_BLOCK).keys() == colours(DARK_BLOCK).keys()


def test_colours_stand_only_among_the_tokens():
    screen = REST.split("@layer print {")[0]
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgb\(|hsl\(", screen) == []


def test_every_token_that_is_used_is_defined():
    defined = set(re.findall(r"--([\w-]+):", TOKENS))
    assert set(re.findall(r"var\(--([\w-]+)", CSS)) <= defined
