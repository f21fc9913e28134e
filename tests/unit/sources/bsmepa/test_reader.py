"""Rows of the BSMEPA list, read one by one by eye from the annex."""

import pytest

from ebpages.sources.catalogue import read_source
from ebpages.sources.record import Record

RECORDS = {record.number: record for record in read_source("bsmepa").records}

# number: founded, seat, website, members, stages, activity
BY_EYE = {
    "1": ("2016", "", "", "", "start_up", "no_information"),
    "2": ("2016", "София", "https://www.asas.bg.com/home", "12", "start_up", "active"),
    "3": ("2011", "Пловдив", "http://gr.eensyne.rguclust.org.eu", "27", "start_up", "active"),
    "5": (
        "2014",
        "София + регионални структури",
        "http://helthands.althands.afetvbg.com/",
        "",
        "start_up",
        "active",
    ),
    "6": ("2014", "София", "", "6", "start_up", "active"),
    "7": ("", "Монтана", "http://www.geodynamiccluster.com", "10", "start_up", "active"),
    "8": ("", "Пазарджик", "", "", "start_up", "active"),
    "9": ("2016", "София", "http://letcbg.com/cluster.html", "7", "start_up", "active"),
    "20": ("2016", "София", "http://www.clustef-dsc.com/", "8", "start_up", "active"),
    "21": ("2016", "Благоевград", "", "", "start_up", "active"),
    "22": ("2016", "Враца", "", "16", "start_up", "active"),
    "24": ("2016", "София + Габрово", "http://hoists-bulgaria.com/", "16", "start_up", "active"),
    "25": ("2016", "София", "http://knowledge.sofia.eu/bg/", "26", "start_up", "active"),
    "26": ("", "Пловдив", "http://cluster.bg/", "12", "start_up developing", "active"),
    "27": ("2013", "", "", "", "start_up", "inactive"),
    "28": ("2016", "София + Бургас", "http://cluster.tpkuunion.com/cluster/tpk/", "17", "start_up", "active"),
    "29": ("2014", "София", "", "22", "start_up", "active"),
    "30": ("", "Разград", "", "", "start_up", "active"),
    "37": ("", "Велико Търново София", "http://ki-da.bg/", "9", "start_up", "active"),
    "38": ("2016", "Белене", "", "", "start_up", "no_information"),
    "43": ("1999", "София", "http://www.bap-bg.org/", "22", "developing", "active"),
    "47": ("", "", "", "", "developing", ""),
    "48": ("", "София", "", "", "developing", "project_only"),
    "52": ("2015", "София и Плевен", "http://na.noacade.my.bg/a/bout-us/", "13", "developing", "active"),
    "54": ("2013", "Бургас, Габрово", "http://www.clust.eritos.or.g/", "26", "developing", "active"),
    "56": ("2011", "Пловдив", "http://gr.eensyne.gyclust.er.eu/", "27", "developing", "active"),
    "57": ("", "Русе", "http://m.ens-fashion-cluster.eu/", "", "developing", ""),
    "65": ("2005", "София", "https://srednogo.rie.eu/", "37", "developed", "active"),
    "66": ("2008", "София", "http://www.btccluster.org/bg/contenent/about-us", "17", "developed", "active"),
    "67": ("", "Пловдив", "http://www.auto.mol.bg/", "", "not_categorised", ""),
    "69": ("", "", "http://bgcluster.com/", "7", "not_categorised", "no_information"),
    "70": ("", "", "", "", "not_categorised", "no_information"),
}


def values(record: Record, name: str) -> str:
    return " ".join(field.value for field in record.all(name))


@pytest.mark.parametrize("number", BY_EYE)
def test_a_row_reads_as_by_eye(number: str) -> None:
    names = ("founded", "seat", "website", "members", "stage", "activity")
    assert tuple(values(RECORDS[number], name) for name in names) == BY_EYE[number]


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        (
            "25",
            "20 търговски дружества (в т.ч. 1 чуждестранно), 1 научна организация, 1 университет и 4 организации подпомагачи бизнеса",
        ),
        ("29", "юридически и физически лица"),
        ("54", "фирми, университет, лаборатория към БАН, общини"),
        ("70", "сдружение"),
        ("6", ""),
    ],
)
def test_kinds_of_members_are_told_from_the_seat(number: str, kinds: str) -> None:
    assert values(RECORDS[number], "member_kinds") == kinds


@pytest.mark.parametrize(
    ("number", "remark"), [("20", "2 чужди фирми"), ("46", "1 чужда организация"), ("55", "+")]
)
def test_a_remark_behind_the_number_of_members_is_kept_apart(number: str, remark: str) -> None:
    assert values(RECORDS[number], "member_remark") == remark


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("9", "Електромобилност"),
        ("24", "Клъстер Подемна Техника ООД"),
        ("48", "Инвеститори в зарядна инфраструктура и електрически превозни средства"),
        ("50", "Индустриален кълстер Подземна инфраструктура"),
        ("67", "Аутомол-Пловдив"),
        ("68", "Асоциация на фирмите за електронни услуги"),
    ],
)
def test_a_name_is_made_whole_and_rid_of_its_neighbours_acronym(number: str, name: str) -> None:
    assert values(RECORDS[number], "name") == name


def test_the_neighbours_acronym_is_not_lost() -> None:
    assert values(RECORDS["67"], "foreign_text") == "АФЕУ"
    assert [number for number, record in RECORDS.items() if record.all("foreign_text")] == ["67"]


@pytest.mark.parametrize("number", ["8", "44", "48"])
def test_a_cluster_without_a_site_of_its_own_says_so(number: str) -> None:
    (field,) = RECORDS[number].all("website_absent")
    assert field.original.startswith("няма")
    assert not RECORDS[number].all("website")


def test_rows_before_lost_rows_may_be_cut() -> None:
    cut = [
        number
        for number, record in RECORDS.items()
        if "maybe_cut" in {notice.code for notice in record.notices}
    ]
    assert cut == ["11", "30", "58", "72"]


def test_a_bracket_that_never_closes_shows_a_cut_text() -> None:
    cut = [
        number
        for number, record in RECORDS.items()
        if "text_cut" in {notice.code for notice in record.notices}
    ]
    assert cut == ["4"]


def test_every_departure_from_the_header_is_a_step() -> None:
    shifted = {
        number
        for number, record in RECORDS.items()
        if any(step.code == "column_shifted" for field in record.fields for step in field.steps)
    }
    assert shifted == {*map(str, range(5, 12)), "25", "26", "28", "29", *map(str, range(65, 73))}
    (members,) = RECORDS["25"].all("members")
    assert dict(members.steps[0].params) == {"column": "Брой членове", "expected": "7", "printed": "6"}


def test_shifted_columns_are_noticed_page_by_page() -> None:
    pages = [
        notice.param("page") for notice in read_source("bsmepa").notices if notice.code == "columns_shifted"
    ]
    assert pages == ["2", "4", "8"]


def test_an_address_that_goes_on_from_the_page_before_is_doubtful() -> None:
    (website,) = RECORDS["46"].all("website")
    assert ("url_doubtful", "may_continue_row_above") in {
        (step.code, step.param("reason")) for step in website.steps
    }


def test_words_that_say_more_than_the_state_stay_as_a_remark() -> None:
    assert values(RECORDS["57"], "activity_remark") == "марка Ричмарт"
    assert values(RECORDS["69"], "activity_remark") == "има сайт, последна инфо 2017, няма офис за контакт"
    assert values(RECORDS["2"], "activity_remark") == ""
