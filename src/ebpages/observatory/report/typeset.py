"""From a report to a PDF. The template is fixed and everything else reaches it as JSON, so no text is ever taken for markup."""

import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from ebpages.observatory.report.content import Report
from ebpages.observatory.report.pages import WORDING, pages
from ebpages.publish.chart import Chart
from ebpages.publish.typesetting import compile_pdf

TEMPLATE = Path(__file__).with_name("guide.typ")
CHART_WIDTH = 700  # pixels over the width of the text: its letters come out a little smaller than the text's
DRAWING, TYPESETTING = "drawing the charts", "typesetting"

Progress = Callable[[str, int, int], None]


def edition() -> str:
    """Another one whenever the template or its words change."""
    return hashlib.sha256(TEMPLATE.read_bytes() + WORDING.read_bytes()).hexdigest()[:12]


def draw(chart: Chart) -> str:
    """A chart as SVG; an empty text where there is no picture."""
    from ebpages.publish.drawing import svg
    from ebpages.publish.vega_lite import can_be_drawn, specification

    if not can_be_drawn(chart):
        return ""
    return svg(specification(chart, width=CHART_WIDTH, titled=False) | {"background": "#FFFFFF"})


def typeset(report: Report, progress: Progress, draw: Callable[[Chart], str] = draw) -> bytes:
    """The report as a tagged PDF, the same bytes for the same report.

    progress is told each step and may raise in order to stop.
    """
    with tempfile.TemporaryDirectory(prefix="ebpages-report-") as folder:
        root = Path(folder)
        lay_out(report, root, progress, draw)
        progress(TYPESETTING, 0, 1)
        written = compile_pdf(root / TEMPLATE.name)
        progress(TYPESETTING, 1, 1)
        return written


def lay_out(report: Report, root: Path, progress: Progress, draw: Callable[[Chart], str] = draw) -> None:
    """Put the template and everything that it reads into the folder `root`; the template sees nothing outside."""
    charts = []
    for number, figure in enumerate(report.figures):
        progress(DRAWING, number, len(report.figures))
        charts.append(_keep_chart(root, number, draw(figure.chart)))
    content = json.dumps(pages(report, charts), ensure_ascii=False)
    (root / "report.json").write_text(content, encoding="utf-8")
    (root / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())


def _keep_chart(root: Path, number: int, picture: str) -> str:
    if not picture:
        return ""
    name = f"chart-{number}.svg"
    (root / name).write_text(picture, encoding="utf-8")
    return name
