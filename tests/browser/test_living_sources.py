"""What the Trade Register says today is read on the page of a cluster of the guide, in a real browser."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.ready_home import EBPAGES, surroundings
from tests.samples.register_days import deed, field, new_body, number, part, xml

LISTED = "123072967"  # "КЛЪСТЪР" ЕООД, in the Trade Register's list of 2018
_END = field("00070", record=30, day="2026-01-08").replace("00070", "05010").replace("Managers", "Terms")
DAYS = {
    "2026-01-05": xml("2026-01-05", new_body(LISTED, "КЛЪСТЪР", "2026-01-05"), new_body(number(1), "КЛЪСТЕР РОЗА", "2026-01-05")),
    "2026-01-07": xml("2026-01-07", deed(LISTED, "НОВО ИМЕ", field("00020", "НОВО ИМЕ", record=1, day="2026-01-07"))),
    "2026-01-08": xml("2026-01-08", deed(LISTED, "НОВО ИМЕ", part("B6_Liquidation", _END))),
    "2026-01-09": b"<html>maintenance</html>",
}  # fmt: skip


def test_a_cluster_is_renamed_and_in_liquidation_and_a_day_failed(
    page: Page, home_of_site: Path, barriers: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    for day, content in DAYS.items():
        (tmp_path / f"{day}.xml").write_bytes(content)
    fetch = [EBPAGES, "sources", "fetch", "trade_register_daily", "--from-folder", str(tmp_path)]
    done = subprocess.run(fetch, env=surroundings(home_of_site), capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "3 new" in done.stderr and "2026-01-09.xml" in done.stderr
    for path, says in (("sources/", "Текущи източници"), ("living-sources/", "има неуспех"), ("living-sources/trade_register_daily/", "2026-01-09.xml"),
                       ("living-sources/clusters/", "КЛЪСТЕР РОЗА")):  # fmt: skip
        page.goto(f"/bg/{path}")
        assert says in page.locator("main").inner_text(), path
        assert barriers(page) == [], path
    page.locator("main a", has_text="НОВО ИМЕ").click()
    panel = page.locator("section[aria-labelledby=register]")
    assert "в ликвидация" in panel.inner_text()
    panel.locator("details").first.click()
    assert "Файл от 8 януари 2026" in panel.inner_text()
    assert barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0
