"""Two editions of a list, and a file handed in."""

from pathlib import Path

from django.conf import settings

from ebpages.accounts.reader import OPERATOR
from ebpages.imports.actions import ListFile, import_list
from ebpages.imports.shapes import ImportedList
from ebpages.sources import catalogue

FIRST = """Членове на бизнес мрежата към 30.09.2026 г.

№;Наименование;ЕИК;Град;Сайт;Основан;Брой членове
1;Клъстер Люлякова долина;176999117;Бургас;www.lyulyak.example;2011;12
2;"Клъстер ""Синя река"" ООД";;София;;01.05.2013;
3;Клъстер Медна стрела;176999220;Русе;;;7
"""
SECOND = (
    """Членове на бизнес мрежата към 31.10.2026 г.

№;Наименование;ЕИК;Град;Сайт;Основан;Брой членове;Бележки
1;Клъстер Нов връх;;Варна;;;
2;Клъстер Люлякова долина;176999117;Бургас;www.lyulyak.example;2011;15
3;"Клъстер ""Синя река"" ООД";;Перник;;01.05.2013;
""".replace("15\n", "15;расте\n")
    .replace(";;;\n2;", ";;;;\n2;")
    .replace("2013;\n", "2013;;\n")
)


def nothing(*at: object) -> None:
    pass


def file(content: str, name: str = "network", given: dict[str, object] | None = None) -> ListFile:
    path = Path(settings.EBPAGES_HOME) / "given.csv"
    path.write_bytes(content.encode("windows-1251"))
    return ListFile(path, "Мрежа 2026.csv", name, given)


def hand_in(content: str, name: str = "network", given: dict[str, object] | None = None) -> ImportedList:
    return import_list(file=file(content, name, given), by=OPERATOR, progress=nothing)


def edition_names(home: Path, name: str = "network") -> list[str]:
    return [path.name for path in catalogue.editions(home / "lists" / name)]
