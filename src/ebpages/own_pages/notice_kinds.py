"""What people are told about who acts for an organisation; English texts of the catalogue."""

from collections.abc import Mapping

from ebpages.accounts.notice_kinds import NoticeKind

_DESK, _DECIDE = "Open the organisation's desk", "See the claim and decide"

OF_ACTING: Mapping[str, NoticeKind] = {
    "claim.made": NoticeKind(
        "Claim to act for %(organisation)s",
        "%(person)s asks to act for %(organisation)s.",
        _DECIDE,
    ),
    "claim.approved": NoticeKind(
        "You now act for %(organisation)s",
        "Your claim was approved. Your role for %(organisation)s: %(role)s.",
        _DESK,
    ),
    "claim.denied": NoticeKind(
        "Your claim to %(organisation)s could not be approved yet",
        "The agency could not approve your claim to act for %(organisation)s. Its reason: %(reason)s. You can claim again with other evidence.",
        "See the reason and claim again",
    ),
    "claim.revoked": NoticeKind(
        "You no longer act for %(organisation)s",
        "The agency has taken back its approval of your claim to %(organisation)s. Its reason: %(reason)s.",
        "See the reason and what you can do",
    ),
    "invitation.made": NoticeKind(
        "Invitation to act for %(organisation)s",
        "%(person)s invites you to act for %(organisation)s. Your role: %(role)s. The invitation is valid for seven days.",
        "Accept or decline",
    ),
    "invitation.accepted": NoticeKind(
        "%(person)s now acts for %(organisation)s",
        "%(person)s has accepted your invitation to act for %(organisation)s.",
        "See who acts for the organisation",
    ),
    "role.changed": NoticeKind(
        "Your role for %(organisation)s has changed",
        "%(person)s has given you another role for %(organisation)s: %(role)s.",
        _DESK,
    ),
    "role.ended": NoticeKind(
        "You no longer act for %(organisation)s",
        "%(person)s has ended your role for %(organisation)s: %(role)s. If this was a mistake, ask them for an invitation, or claim the page.",
        "Open the page about acting for it",
    ),
    "role.handed_over": NoticeKind(
        "You now decide who acts for %(organisation)s",
        "%(person)s has handed over to you the decision who acts for %(organisation)s.",
        "See who acts for the organisation",
    ),
    "administrator.none": NoticeKind(
        "Nobody decides any more who acts for %(organisation)s",
        "The last person who decided who acts for %(organisation)s has left. The organisation can be claimed again.",
        "Open the page of the organisation",
    ),
}

OF_PAGES: Mapping[str, NoticeKind] = {
    "page.published": NoticeKind(
        "The page of %(organisation)s has changed",
        "%(person)s has published a new edition of the page of %(organisation)s.",
        "See what has changed",
    ),
    "page.taken_back": NoticeKind(
        "The agency has taken back an edit of %(organisation)s",
        "The agency has published an earlier edition of the page of %(organisation)s again. Its reason: %(reason)s",
        "See what has changed",
    ),
    "members.named": NoticeKind(
        "%(cluster)s names %(organisation)s as its member",
        "%(cluster)s says that %(organisation)s is its member. Confirm or deny it.",
        "Confirm or deny it",
    ),
    "members.denied": NoticeKind(
        "%(member)s denies that it is a member of %(organisation)s",
        "%(member)s says that it is not a member of %(organisation)s. The public pages no longer show it as one.",
        "See the list of members",
    ),
    "members.confirmed": NoticeKind(
        "%(member)s has confirmed that it is a member of %(organisation)s",
        "%(member)s has confirmed that it is a member of %(organisation)s. Both pages show it.",
        "See the list of members",
    ),
}
