"""The rooms and the direction between them, as DESIGN and pyproject.toml say."""

import re
import tomllib
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
KNOWS_DJANGO = re.compile(PYPROJECT["tool"]["mypy"]["exclude"])
MODULES = sorted(path.relative_to(SOURCE) for path in SOURCE.rglob("*.py"))
NAMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base", "core", "tools"}
NAMED_BY_DJANGO = Path("ebpages/site/sqlite/base.py")  # where it looks for a database of one's own


def dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph(
        "ebpages", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def test_rooms_import_only_to_the_right() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


def test_concept_modules_import_no_django(imports: grimp.ImportGraph) -> None:
    concepts = [dotted(path) for path in MODULES if not KNOWS_DJANGO.search(str(path))]
    frameworks = {"django", "ninja", "csp"} & imports.modules
    chains = [imports.find_shortest_chain(name, framework) for name in concepts for framework in frameworks]
    assert [" -> ".join(chain) for chain in chains if chain] == []


def test_a_module_holds_one_concept() -> None:
    nameless = [path for path in MODULES if path.stem in NAMELESS and path != NAMED_BY_DJANGO]
    assert nameless == [], "name a file after the concept that it holds"
    long = [
        path
        for path in MODULES
        if "migrations" not in path.parts and len((SOURCE / path).read_text().splitlines()) > 400
    ]
    assert long == [], "is there a second concept inside?"
