"""What `ebpages verify` finds among people's rows."""

from collections.abc import Iterator

from ebpages.accounts.audit import broken_links, head
from ebpages.accounts.models import OutgoingMail
from ebpages.faces.upkeep import Check


def checks() -> Iterator[Check]:
    broken = next(broken_links(), "")
    yield Check(
        f"the audit, up to {head() or 'no entry'}",
        broken,
        "Restore a backup, and find out who can write to the database.",
    )
    mails = OutgoingMail.objects.for_writing()
    uncertain = mails.filter(OutgoingMail.uncertain()).count()
    yield Check(
        "e-mails on their way",
        f"of {uncertain} it is not known whether they were sent: the worker died while sending"
        if uncertain
        else "",
        "Look at /agency/mail/ and write to their receivers where it matters; none is sent a second time by itself.",
    )
    failed = mails.filter(state=OutgoingMail.FAILED).count()
    yield Check(
        "e-mails that the server takes",
        f"{failed} were given up" if failed else "",
        "See at /agency/mail/ what the server said, and mend EBPAGES_SMTP.",
    )
