"""Documents beside a profile, and who may read each."""

from collections.abc import Iterable

from django.utils.translation import pgettext

from ebpages.exchange.models import AFTER_INTEREST, AFTER_NDA, EVERYBODY, LEVELS, Attachment
from ebpages.exchange.shapes import AttachmentView


def level_name(level: str) -> str:
    return {
        EVERYBODY: pgettext("document", "everybody"),
        AFTER_INTEREST: pgettext("document", "after an expression of interest"),
        AFTER_NDA: pgettext("document", "after a signed non-disclosure agreement"),
    }[level]


def levels() -> list[tuple[str, str]]:
    return [(level, level_name(level)) for level in LEVELS]


def attachment_views(rows: Iterable[Attachment]) -> tuple[AttachmentView, ...]:
    return tuple(
        AttachmentView(row.key, row.title, row.level, level_name(row.level), row.kind, row.size)
        for row in rows
    )
