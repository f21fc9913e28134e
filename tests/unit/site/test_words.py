"""Every text of the product keeps to docs/reference/terminology.md: no word that it tells to avoid, and the counted form after a numeral."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
import yaml

import ebpages
from ebpages.site.catalogues import LOCALE

SOURCE = Path(ebpages.__file__).parent
DOCS = Path(__file__).parents[3] / "docs/reference"
HEADINGS = {"bg": "### In Bulgarian", "en": "### In English"}
COUNTED = re.compile(
    r"(\d|\)[sd]|\}|\b[Кк]олко|\bняколко) (клъстери|списъци|райони|редове|знаци|записи|центрове|проекти|договори|дни|месеци|отрасли|показатели|набори"
    r"|панели|файлове|градове|въпроси|кодове|субекти|клонове|адреси|сайтове)\b"
)


class Avoided(NamedTuple):
    word: re.Pattern[str]
    write: str
    except_in: tuple[str, ...]


def avoided(language: str) -> tuple[Avoided, ...]:
    section = (
        (DOCS / "terminology.md").read_text(encoding="utf-8").split(HEADINGS[language])[1].split("###")[0]
    )
    rows = (line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `"))
    return tuple(
        Avoided(word(re.findall("`([^`]+)`", words)), write.strip(), tuple(re.findall(r"[\w/.]+", files)))
        for words, write, files in rows
    )


def word(forms: list[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(form).replace(r"\*", r"\w*") for form in forms)
    return re.compile(rf"(?<!\w)({either})(?!\w)", re.IGNORECASE)


@cache
def data_files() -> dict[Path, object]:
    return {file: yaml.safe_load(file.read_text(encoding="utf-8")) for file in SOURCE.rglob("*.yaml")}


@cache
def texts(language: str) -> dict[str, tuple[str, ...]]:
    """What people read in a language, by file."""
    data = {file: in_data(data, language) for file, data in data_files().items()}
    catalogue = LOCALE / "bg/LC_MESSAGES/django.po"
    method = SOURCE / f"registry/templates/registry/method/{language}.html"
    found = {file: tuple(each) for file, each in data.items()} | {
        catalogue: tuple(in_catalogue(catalogue, language)),
        method: tuple(re.sub(r"\{[#%].*?[#%]\}", "", method.read_text(encoding="utf-8")).splitlines()),
        **{file: tuple(in_head(file, language)) for file in SOURCE.rglob("data/panels/*.csv")},
    }
    return {file.relative_to(SOURCE).as_posix(): each for file, each in found.items() if each}


def in_data(node: object, language: str) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and (key == language or str(key).endswith(f"_{language}")):
                yield value
            else:
                yield from in_data(value, language)
    elif isinstance(node, list):
        for item in node:
            yield from in_data(item, language)


def in_head(file: Path, language: str) -> Iterator[str]:
    """The texts of the `# key: value` lines above a panel."""
    key = re.compile(rf"# \w+_{language}: (.*)")
    return (found[1] for line in file.read_text(encoding="utf-8").splitlines() if (found := key.match(line)))


def in_catalogue(file: Path, language: str) -> Iterator[str]:
    for entry in polib.pofile(str(file)):
        if language == "bg":
            yield from entry.msgstr_plural.values() if entry.msgid_plural else (entry.msgstr,)
        else:
            yield from (entry.msgid, entry.msgid_plural)


@pytest.mark.parametrize("language", HEADINGS)
def test_no_text_has_a_word_that_the_terminology_avoids(language: str) -> None:
    words = avoided(language)
    assert len(words) > 10
    assert [
        f"{file}: {text!r}: not “{found.group()}” but {each.write}"
        for file, said in texts(language).items()
        for each in words
        if file not in each.except_in
        for text in said
        if (found := each.word.search(text))
    ] == []


def test_a_button_in_bulgarian_is_a_noun_and_no_order() -> None:
    bulgarian = {
        entry.msgid: entry.msgstr for entry in polib.pofile(str(LOCALE / "bg/LC_MESSAGES/django.po"))
    }
    templates = "".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.html"))
    buttons = re.findall(r"<button\b.*?</button>", templates, re.DOTALL)
    texts = re.findall(r"""translate (?:"([^"]+)"|'([^']+)')""", "".join(buttons))
    written = {bulgarian[one or other] for one, other in texts}
    assert len(written) > 60
    order = re.compile(r"(^|: | и )(?!Край)\w+([ае]те|йте|й)\b|^(Покажи|Прекрати|Приемам|Отказвам|Оставам)\b")
    assert [text for text in written if order.search(text)] == []


def test_help_of_commands_has_no_word_that_the_terminology_avoids() -> None:
    lines = (DOCS / "commands.md").read_text(encoding="utf-8").splitlines()
    verdict = "cannot be told"
    assert [
        line for line in lines for each in avoided("en") if each.word.search(line.replace(verdict, ""))
    ] == []


def test_the_industries_of_cluster_mapping_are_called_deynosti() -> None:
    sector = word(["отрас*"])
    mapping = {file: said for file, said in texts("bg").items() if file.startswith("mapping/")}
    assert mapping and [text for said in mapping.values() for text in said if sector.search(text)] == []


def test_a_masculine_noun_takes_its_counted_form_after_a_numeral() -> None:
    assert [text for said in texts("bg").values() for text in said if COUNTED.search(text)] == []


@pytest.mark.parametrize("unit", ["клъстери", "знаци"])
def test_a_figure_of_a_masculine_unit_declares_its_counted_form(unit: str) -> None:
    figures = yaml.safe_load((SOURCE / "observatory/data/figures.yaml").read_text(encoding="utf-8"))[
        "figures"
    ]
    declared = [figure for figure in figures if unit in figure["unit"]["bg"].split() and "counts" in figure]
    assert [figure["id"] for figure in declared if "counted" not in figure] == []
