"""The log of findings, their summary and their words."""

from pathlib import Path
from string import Formatter

from ebpages.mapping.panels import findings
from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.findings import (
    FindingLog,
    say,
    summary,
    wording,
)
from ebpages.mapping.panels.panel import PanelFinding
from tests.samples.panels import WHOLE, read


def test_errors_come_first_and_are_summed_up_by_kind(tmp_path: Path) -> None:
    rows = (
        WHOLE + "BG31,C10,2014,employment,-4,\nBG32,C10,2014,employment,-5,\nVidin,C10,2014,employment,5,\n"
        "BG33,C10,2014,employment,:,\nBG34,C10,2014,employment,:,\n"
    )
    panel: ReadPanel = read(tmp_path, rows)
    assert [finding.severity for finding in panel.findings] == ["error", "error", "warning", "note", "note"]
    counted = [(each.kind, each.severity, each.count) for each in summary(panel.findings)]
    assert counted == [
        ("negative_value", "error", 2),
        ("unknown_region", "warning", 1),
        ("region_left_out", "note", 2),
    ]
    assert summary(panel.findings)[0].first.region == "BG31"


def test_findings_beyond_the_most_of_a_kind_are_counted() -> None:
    log = FindingLog(most=3)
    for number in range(5):
        log.add("negative_value", "BG41", "C10", 2014, "employment", number, value=-1.0, file="x.csv")
    found = log.all()
    assert [finding.kind for finding in found] == ["negative_value"] * 3 + ["more_of_a_kind"]
    assert say(found[-1], "en") == "2 more of the kind “Negative value” are not listed one by one."
    assert [(each.kind, each.count) for each in summary(found)] == [("negative_value", 5)]


def test_both_languages_name_the_same_values() -> None:
    for kind, words in wording().kinds.items():
        for text in (words.sentence, words.remedy):
            named = [
                {name for _, name, _, _ in Formatter().parse(each) if name} for each in (text.bg, text.en)
            ]
            assert named[0] == named[1], kind


def test_numbers_are_written_as_in_files() -> None:
    assert [findings.number(value) for value in (5.0, 0.5, 1.5e6, 7, "x")] == [
        "5",
        "0.5",
        "1500000",
        "7",
        "x",
    ]
    assert isinstance(PanelFinding("no_code", "error").values, dict)
