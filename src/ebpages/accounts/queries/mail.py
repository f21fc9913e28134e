from django.conf import settings

from ebpages.accounts.models import OutgoingMail
from ebpages.accounts.reader import Reader
from ebpages.accounts.shapes import SentMail

SHOWN = 200


def newest_mail(reader: Reader) -> tuple[SentMail, ...]:
    return tuple(map(_sent, OutgoingMail.objects.seen_by(reader).order_by("-id")[:SHOWN]))


def one_mail(reader: Reader, number: int) -> SentMail | None:
    found = OutgoingMail.objects.seen_by(reader).filter(pk=number).first()
    return _sent(found) if found else None


def _sent(mail: OutgoingMail) -> SentMail:
    """A code is for its receiver alone, except where the receiver is an example."""
    hidden = mail.key.startswith(OutgoingMail.WITH_CODE) and not settings.EBPAGES_DEMONSTRATION
    return SentMail(
        number=mail.pk,
        to=mail.to,
        subject=mail.subject,
        text="" if hidden else mail.text,
        hidden=hidden,
        state="unknown" if mail.is_uncertain else mail.state,
        written_at=mail.written_at,
        sent_at=mail.sent_at,
        due_at=mail.due_at if mail.state == mail.WAITING else None,
        problem=mail.problem,
    )
