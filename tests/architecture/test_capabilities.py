"""Every capability has the same files, each with its own business, and is named once."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ebpages.faces.capabilities import CAPABILITIES
from tests.ready_home import ReadyHome
from tests.samples import one_more_capability
from tests.samples.cut_lists import write_cut_lists

ROOT = Path(__file__).parents[2]
FOLDERS = {name: ROOT / "src" / "ebpages" / name for name in CAPABILITIES}
FOLDERS[one_more_capability.NAME] = one_more_capability.FOLDER / one_more_capability.NAME
MODULES = [
    (name, path.relative_to(folder))
    for name, folder in FOLDERS.items()
    for path in sorted(folder.rglob("*.py"))
    if "migrations" not in path.parts
]
NEEDED = ("capability", "urls", "views", "api", "commands", "queries", "shapes", "tables")

WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "_raw_delete"}
AMBIGUOUS = {"update", "delete"}  # of a dictionary with arguments, of rows without

for_every_capability = pytest.mark.parametrize("name", FOLDERS)
for_every_module = pytest.mark.parametrize(("name", "path"), MODULES, ids=lambda value: str(value))


def imported(tree: ast.Module) -> set[str]:
    """What a module imports, wherever in it."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def writes(tree: ast.Module) -> Iterator[str]:
    """Calls that write rows; `update` and `delete` do so when they are given no positional argument."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func.attr
            if called in WRITES or (called in AMBIGUOUS and not node.args):
                yield f"line {node.lineno}: {ast.unparse(node.func)}"


def reads_addresses(tree: ast.Module) -> list[str]:
    """Where something is taken out of `request.GET`, which is only to be handed on."""
    return [
        f"line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Subscript) and ast.unparse(node.value) == "request.GET"
        if not (isinstance(node, ast.Attribute) and node.attr in ("copy", "urlencode"))
    ]


def models_in(tree: ast.Module) -> list[str]:
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return [node.name for node in classes if "models.Model" in map(ast.unparse, node.bases)]


@for_every_capability
def test_a_capability_has_the_files_of_the_pattern(name: str) -> None:
    present = {path.stem for path in FOLDERS[name].iterdir()}
    assert set(NEEDED) - present == set()
    assert (FOLDERS[name] / "templates" / name).is_dir(), "its templates stand in a folder of its name"


@for_every_module
def test_a_file_of_a_capability_does_its_own_business(name: str, path: Path) -> None:
    tree = ast.parse((FOLDERS[name] / path).read_text(encoding="utf-8"))
    place = re.split(r"[/._]", path.as_posix())[0]  # api_claims.py stands for api
    names = imported(tree)
    assert place == "api" or not any(each.startswith("ninja") for each in names), "the API stands in api"
    assert place == "commands" or not any(each.startswith("typer") for each in names), "commands in commands"
    assert place == "views" or "django.shortcuts.render" not in names, "pages are answered in views"
    assert reads_addresses(tree) == [], "addresses are read by faces/addresses"
    assert place == "models" or models_in(tree) == [], "tables stand in models"
    assert place == "actions" or list(writes(tree)) == [], "only actions write"


def test_no_template_reads_addresses() -> None:
    """`request.GET.items` is what an address gives under the key `items`, where it gives something."""
    templates = (ROOT / "src" / "ebpages").rglob("*.html")
    assert [path.name for path in templates if "request.GET" in path.read_text(encoding="utf-8")] == []


def test_import_linter_knows_every_capability() -> None:
    """Its message names a capability that is missing; here it is said beside the rest of the pattern."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [set(layer.split(" | ")) for layer in contracts[0]["layers"]]
    assert set(CAPABILITIES) - {"registry"} in layers, "capabilities stand side by side above the registry"


@pytest.fixture(scope="module")
def answers(ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the site says with one more capability."""
    home = tmp_path_factory.mktemp("fairs")
    (home / "static").mkdir()
    shutil.copyfile(ready_home.migrated, home / "ebpages.sqlite3")
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    surroundings |= {
        "EBPAGES_HOME": str(home),
        "EBPAGES_LISTS": str(write_cut_lists(tmp_path_factory.mktemp("lists"))),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", one_more_capability.__name__]
    ended = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def test_a_capability_is_installed_and_its_page_is_in_the_menu(answers: dict[str, Any]) -> None:
    assert "ebpages.fairs" in answers["apps"]
    assert '<a href="/en/fairs/" aria-current="page">Fairs</a>' in answers["page"]
    assert answers["exhibitor"] in answers["page"]


def test_the_page_of_a_capability_leads_to_the_same_as_json_and_as_a_file(answers: dict[str, Any]) -> None:
    assert 'type="application/json" href="/api/fairs?language=en"' in answers["page"]
    (fair, _) = answers["json"]
    assert (fair["name"], fair["exhibitors"]) == ("International Technical Fair", [answers["exhibitor"]])
    assert fair["sentence"] in answers["page"]
    assert answers["file"].splitlines()[1].startswith("plovdiv-2014,")


def test_the_api_describes_a_capability_and_its_command_is_there(answers: dict[str, Any]) -> None:
    assert "fairs" in answers["operations"]
    assert answers["exhibitor"] in answers["command"]


def test_limits_follow_from_what_a_capability_says_its_pages_cost(answers: dict[str, Any]) -> None:
    assert answers["cost"] == "search"
