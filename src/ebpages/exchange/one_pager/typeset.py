"""From a profile to a PDF. The template is fixed and everything else reaches it as JSON, so no text is ever taken for markup."""

from pathlib import Path
from typing import Any

from ebpages.exchange.shapes import ProfileView
from ebpages.publish.numerals import write_date
from ebpages.publish.typesetting import typeset as typeset_page

TEMPLATE = Path(__file__).with_name("profile.typ")
_WORDS = {
    "bg": {"published": "Публикувано на", "until": "Валидно до", "owner": "Предлага", "seeker": "Търси", "anonymous": "Собственикът не е посочен публично", "original": "Превод; оригиналът е на език:", "contact": "Връзка с собственика", "example": "Пример: измислен профил", "facts": "Накратко"},
    "en": {"published": "Published on", "until": "Shown until", "owner": "Offered by", "seeker": "Sought by", "anonymous": "The owner is not named in public", "original": "Translation; the original is in:", "contact": "Reach the owner", "example": "Example: an invented profile", "facts": "In short"},
}  # fmt: skip


def typeset(view: ProfileView, reader: str, site: str) -> bytes:
    """A tagged PDF, the same bytes for the same profile. reader: the language of what is not the profile's own; site: what stands before an address."""
    return typeset_page(TEMPLATE, profile=_page(view, reader, site))


def _page(view: ProfileView, reader: str, site: str) -> dict[str, Any]:
    words, said = _WORDS[reader], view.words
    return {
        "words": words,
        "language": said.text_language,
        "reader": reader,
        "reference": view.reference,
        "url": site + view.url,
        "type": said.type_name[:1].upper() + said.type_name[1:],
        "title": said.title,
        "summary": said.summary,
        "texts": [
            [each.title[:1].upper() + each.title[1:], _paragraphs(each.text), each.language]
            for each in said.texts
        ],
        "facts": [[each.title[:1].upper() + each.title[1:], list(each.values)] for each in said.facts],
        "owner": view.owner,
        "asks": words["seeker"] if view.content.is_request else words["owner"],
        "owner_url": site + view.owner_url if view.owner_url else "",
        "published": write_date(view.published_at.date(), reader),
        "until": write_date(view.expires_on, reader),
        "day": [view.published_at.year, view.published_at.month, view.published_at.day],
        "translated": said.original_name if said.translated else "",
        "example": view.is_example,
    }


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
