"""A case as files to keep: a PDF that sums it up, and all of it with its documents and a manifest of their hashes."""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from ebpages.exchange.case_shapes import CaseFileView, CaseMessageView, TransferCase
from ebpages.publish.numerals import write_date
from ebpages.publish.typesetting import typeset

TEMPLATE = Path(__file__).with_name("cases") / "case.typ"
_WORDS = {
    "bg": {"case": "Случай на трансфер", "owner": "Собственик", "interested": "Проявил интерес", "step": "Стъпка", "unnamed": "още не е посочен", "cooperation": "Вид сътрудничество", "unclear": "Какво не е ясно", "about": "За организацията", "history": "Ход на случая", "messages": "Съобщения", "documents": "Документи", "tasks": "Задачи", "reason": "Причина за приключване", "until": "до", "done": "изпълнена", "confidential": "Поверително: само за страните по случая", "signed": "Подписали"},
    "en": {"case": "Transfer case", "owner": "Owner", "interested": "Interested side", "step": "Step", "unnamed": "not named yet", "cooperation": "Kind of cooperation", "unclear": "What is unclear", "about": "About the organisation", "history": "Course of the case", "messages": "Messages", "documents": "Documents", "tasks": "Tasks", "reason": "Reason of the end", "until": "until", "done": "done", "confidential": "Confidential: for the sides of the case alone", "signed": "Signed by"},
}  # fmt: skip


def typeset_case(
    view: TransferCase, messages: Iterable[CaseMessageView], files: Iterable[CaseFileView], language: str
) -> bytes:
    """A tagged PDF of what a side may read, the oldest message first."""
    return typeset(TEMPLATE, case=_page(view, list(messages), list(files), language))


def _page(
    view: TransferCase, messages: list[CaseMessageView], files: list[CaseFileView], language: str
) -> dict[str, Any]:
    words = _WORDS[language]

    def day(moment: Any) -> str:
        return write_date(moment.date() if hasattr(moment, "date") else moment, language)

    lines = [
        [words["step"], view.card.step_name], [words["owner"], view.owner_name or words["unnamed"]],
        [words["interested"], view.interested_name], [words["cooperation"], view.cooperation],
    ]  # fmt: skip
    if view.reason:
        lines.append([words["reason"], ". ".join(filter(None, (view.reason, view.words)))])
    if view.agreement:
        lines += [
            [words["signed"], f"{each.signed_as}, {each.organisation_name}, {day(each.at)}"]
            for each in view.agreement.signatures
        ]
    return {
        "words": words, "language": language, "title": view.card.title, "code": view.card.code, "reference": view.card.reference, "lines": lines,
        "unclear": view.unclear, "about": view.about_us,
        "history": [f"{day(each.at)} · {each.name} ({each.side_name}) → {each.step_name}" for each in reversed(view.history)],
        "messages": [[f"{day(each.at)} · {', '.join(filter(None, (each.organisation_name, each.by)))}", each.text] for each in messages],
        "documents": [f"{each.title} · {each.level_name} · SHA-256 {each.digest}" for each in files],
        "tasks": [" · ".join(filter(None, (each.text, each.side_name, f"{words['until']} {day(each.due)}" if each.due else "", words["done"] if each.done_at else ""))) for each in view.tasks],
    }  # fmt: skip


def write_archive(
    target: IO[bytes],
    view: TransferCase,
    messages: list[CaseMessageView],
    files: Iterable[tuple[CaseFileView, Path]],
    pdf: bytes,
) -> None:
    """The case as PDF and JSON, each document under a name that tells nothing, and manifest.sha256 as sha256sum reads it."""
    hashes = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, content: bytes) -> None:
            hashes[name] = sha256(content).hexdigest()
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)

        add("case.pdf", pdf)
        said = {**asdict(view), "messages": [asdict(each) for each in messages], "documents": []}
        for each, path in files:
            name = f"documents/{each.key}.{each.kind}"
            said["documents"].append({**asdict(each), "file": name if path.is_file() else None})
            if path.is_file():
                add(name, path.read_bytes())
        add("case.json", json.dumps(said, ensure_ascii=False, indent=1, default=str).encode())
        lines = [f"{digest}  {name}\n" for name, digest in hashes.items()]
        archive.writestr(zipfile.ZipInfo("manifest.sha256"), "".join(lines))
