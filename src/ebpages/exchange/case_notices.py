"""What people are told about transfer cases; English texts of the catalogue. They name the profile, the step, and the other side as far as it is known to who is told."""

from collections.abc import Mapping

from ebpages.accounts.notice_kinds import NoticeKind

_OPEN = "Open the case"

OF_CASES: Mapping[str, NoticeKind] = {
    "case.interest": NoticeKind(
        "Interest in your profile: %(profile)s",
        "An organisation has expressed interest in “%(profile)s”. Read what it writes, then answer or decline.",
        _OPEN,
    ),
    "case.moved": NoticeKind(
        "Transfer case, new step: %(profile)s",
        "The transfer case about “%(profile)s” is now at the step: %(step)s.",
        _OPEN,
    ),
    "case.message": NoticeKind(
        "New message: %(profile)s",
        "There is a new message in the transfer case about “%(profile)s”.",
        _OPEN,
    ),
    "case.question": NoticeKind(
        "Your answer is awaited: %(profile)s",
        "The other side asks you something in the transfer case about “%(profile)s”. It is your turn.",
        _OPEN,
    ),
    "case.document": NoticeKind(
        "New document: %(profile)s",
        "There is a new document in the transfer case about “%(profile)s”.",
        _OPEN,
    ),
    "case.agreement": NoticeKind(
        "Agreement to sign: %(profile)s",
        "There is a non-disclosure agreement to read and sign in the transfer case about “%(profile)s”.",
        "Read and sign it",
    ),
    "case.sign": NoticeKind(
        "The other side has signed: %(profile)s",
        "The other side has signed the non-disclosure agreement in the transfer case about “%(profile)s”. It is your turn.",
        "Read and sign it",
    ),
    "case.late": NoticeKind(
        "An answer is overdue: %(profile)s",
        "It has been your turn for longer than agreed in the transfer case about “%(profile)s”.",
        _OPEN,
    ),
    "case.escalated": NoticeKind(
        "A case needs your help: %(profile)s",
        "The transfer case about “%(profile)s” has had no answer for a long time. As its intermediary you can help it on.",
        _OPEN,
    ),
    "case.task_due": NoticeKind(
        "A task is due soon: %(profile)s",
        "A task of your side is due soon, or overdue, in the transfer case about “%(profile)s”.",
        _OPEN,
    ),
    "case.help_asked": NoticeKind(
        "You are asked to act as an intermediary: %(profile)s",
        "An organisation asks you to act for it in a transfer case about “%(profile)s”.",
        "Accept or decline",
    ),
    "case.help_accepted": NoticeKind(
        "Your intermediary has accepted: %(profile)s",
        "The intermediary that you asked now acts for you in the transfer case about “%(profile)s”.",
        _OPEN,
    ),
    "case.help_declined": NoticeKind(
        "Your intermediary has declined: %(profile)s",
        "The intermediary that you asked does not act for you in the transfer case about “%(profile)s”. You can ask another one.",
        _OPEN,
    ),
    "case.help_joins": NoticeKind(
        "An intermediary joins: %(profile)s",
        "An intermediary now acts openly for the other side in the transfer case about “%(profile)s”.",
        _OPEN,
    ),
}
