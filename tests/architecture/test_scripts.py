"""What our scripts in the browser must not do: make text into code or pages, keep anything, listen to other windows."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "ebpages"
SCRIPTS = sorted(path for path in SOURCE.rglob("static/**/*.js") if ".min." not in path.name)
FORBIDDEN = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function|localStorage|sessionStorage|indexedDB|"
    r"document\.cookie|postMessage|onmessage|__proto__)\b|addEventListener\(\"message\""
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_makes_no_text_into_code_and_keeps_nothing(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text()) == []


def test_there_are_scripts() -> None:
    assert {"site.js", "charts.js"} <= {path.name for path in SCRIPTS}


def test_no_template_opens_a_way_round_escaping() -> None:
    """`safe` and `autoescape off` would show as it is what people typed. Help of forms is Django's and our own, and a list where it is of passwords."""
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("templates/**/*.html")
        if re.search(r"\|\s*safe\b|autoescape off", path.read_text().replace("field.help_text|safe", ""))
    }
    assert found == set()
