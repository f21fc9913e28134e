"""What printed cells name: sectors, stages, states of activity, planning regions."""

import pytest

from ebpages.reference.activity_states import find_activity_state
from ebpages.reference.regions import ancestors, planning_region, region
from ebpages.reference.sectors import find_sectors
from ebpages.reference.stages import find_stages
from ebpages.reference.wordings import Wordings, split


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("НИРД, геномика", ["research", "biotechnology"]),
        ("Производство на филми и телевизионни предавания", ["creative_industries"]),
        (
            "ВЕИ, Енергийна ефективност и енергоспестяване, Биомаса, Устойчиво енергийно развитие, Еко иновации",
            ["energy", "environment"],
        ),
        ("пътната безопасност", ["safety"]),
        ("безопасност на труда", ["safety"]),
        ("металообработка", ["metalworking"]),
        ("сейсмологични изследвания", ["research"]),
        ("производства от рециклирани материали", ["environment"]),
        ("електрически велосипеди", ["automotive"]),
        ("електротехника", ["electrical_engineering"]),
        ("Хранителни", ["food"]),
        ("сателитна телекомуникация", ["telecommunications"]),
        ("далекосъобщения, ИКТ", ["telecommunications", "ict"]),
        ("машиностроене и ИКТ", ["mechanical_engineering", "ict"]),
        ("НИРД, медицина, биотехнологии", ["research", "health", "biotechnology"]),
        ("ИКТ, информационни услуги, анализи", ["ict", "business_services"]),
        ("Микроелектроника", ["electronics"]),
        ("лека промишленост", ["textile_fashion"]),
        ("култура", ["creative_industries"]),
        ("разни индустрии", ["various"]),
        ("енергетика", ["energy"]),
        ("облекло и текстил", ["textile_fashion"]),
        ("мода, текстил", ["textile_fashion"]),
        ("преработка на полимери", ["chemistry_materials"]),
        ("винопроизводство", ["wine"]),
        ("стоматология, туризъм", ["health", "tourism"]),
        ("подземна тръбопроводна инфраструктура", ["construction"]),
        ("чисти технологии", ["environment"]),
        (
            "Добивна промишленост, машиностроене, електроника",
            ["mining", "mechanical_engineering", "electronics"],
        ),
        ("автосервизна дейност", ["automotive"]),
        ("звукзапис, разпространение на музика", ["creative_industries"]),
        ("износ", ["trade"]),
        ("ICT", ["ict"]),
        ("Production and engineering", ["mechanical_engineering"]),
        ("Micro, nano and optical technologies", ["electronics"]),
        ("Transportation and mobility", ["transport"]),
        ("Energy and environment", ["energy", "environment"]),
        ("Maritime technologies, water resources", ["maritime"]),
        ("Sports, leisure and tourism", ["tourism"]),
        ("Health and medical science", ["health"]),
        ("New materials and chemistry", ["chemistry_materials"]),
        ("Aviation and space", ["aviation_space"]),
        ("", []),
        ("нещо друго", []),
    ],
)
def test_a_sector_cell_names_its_sectors(cell: str, codes: list[str]) -> None:
    assert [sector.code for sector in find_sectors(cell)] == codes


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("начален етап", ["start_up"]),
        ("развиващи се", ["developing"]),
        ("начален етап; развиващ се", ["start_up", "developing"]),
        ("развит", ["developed"]),
        ("некатегоризиран", ["not_categorised"]),
        ("Етап на развитие", []),
    ],
)
def test_a_stage_cell_names_its_stages(cell: str, codes: list[str]) -> None:
    assert [stage.code for stage in find_stages(cell)] == codes


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("действащ", "active"),
        ("действащ / работи по проекти", "active"),
        ("недействащ", "inactive"),
        ("вече не е действащ", "inactive"),
        ("няма информация", "no_information"),
        ("няма информация на сайта от ноември 2016", "no_information"),
        ("няма никаква инфо на сайта", "no_information"),
        ("няма актуална инфо по сайта", "no_information"),
        ("след 2017 няма инфо по сайта няма собствен сайт", "no_information"),
        ("няма сайт или информация за членове и дейност", "no_information"),
        ("има сайт, последна инфо 2017, няма офис за контакт", "no_information"),
        ("няма го в ТР (ГФО само за 2013)", "inactive"),
        ("работи по проекти", "project_only"),
        ("по проект /2012/, статус на проекта прекратен", "project_only"),
        ("създаден по проект, няма офис контакт, сайтът не е актуализиран", "project_only"),
        ("Сдружение - в несъстоятелност", "insolvent"),
        ("ЕООД - в ликвидация", "in_liquidation"),
        ("/in the process of establishment/", "in_establishment"),
        ("there are no updates since June 2017", "no_information"),
    ],
)
def test_a_cell_names_the_state_of_activity(cell: str, code: str) -> None:
    state = find_activity_state(cell)
    assert state is not None and state.code == code


@pytest.mark.parametrize("cell", ["", "марка Ричмарт", "работи фирмата"])
def test_a_remark_without_a_state_names_none(cell: str) -> None:
    assert find_activity_state(cell) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Yugozapaden /South-west/ planning region", "BG41"),
        ("Severoiztochen /North-east/ planning region", "BG33"),
        ("Yuzhen tsentralen /South central/ planning region", "BG42"),
        ("Северен централен район", "BG32"),
    ],
)
def test_a_planning_region_is_found_in_either_language(text: str, code: str) -> None:
    assert planning_region(text) == region(code)


@pytest.mark.parametrize("text", ["Sofia", "Yugozapaden /South-east/"])
def test_no_planning_region_or_two_contradicting_ones_give_none(text: str) -> None:
    assert planning_region(text) is None


def test_the_ancestors_of_an_oblast_lead_to_the_country() -> None:
    assert [item.code for item in ancestors("BG344")] == ["BG34", "BG3", "BG"]


def test_the_longest_wording_wins_and_is_not_read_twice() -> None:
    wordings = Wordings([("морски", "sea"), ("морски туризъм", "holidays"), ("турист*", "people")])
    assert [hit.term for hit in wordings.find("Морски туризъм, морски туристи")] == [
        "holidays",
        "sea",
        "people",
    ]


def test_splitting_drops_punctuation_and_case() -> None:
    assert split("„Зелена“ — СИНЕРГИЯ/2020.") == ("зелена", "синергия", "2020")
