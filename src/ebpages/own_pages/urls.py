from django.urls import path

from ebpages.own_pages import views

app_name = "own_pages"

_ORGANISATION = "my/organisations/<slug:public_id>/"

urlpatterns = [
    path("my/", views.my_work, name="my_work"),
    path("my/organisations/new/", views.new_organisation, name="new_organisation"),
    path("my/organisations/new/<int:key>/", views.proposal, name="proposal"),
    path("my/organisations/new/<int:key>/change/", views.change_proposal, name="change_proposal"),
    path("agency/organisations/", views.proposals, name="proposals"),
    path("agency/organisations/<int:key>/", views.review, name="review"),
    path(_ORGANISATION, views.organisation, name="organisation"),
    path(f"{_ORGANISATION}people/", views.people, name="people"),
    path(f"{_ORGANISATION}people/invite/", views.invite, name="invite"),
    path(
        f"{_ORGANISATION}people/invitations/<slug:code>/withdraw/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path(f"{_ORGANISATION}people/<int:key>/", views.role, name="role"),
    path(f"{_ORGANISATION}leave/", views.leave, name="leave"),
    path(f"{_ORGANISATION}page/", views.edit, name="edit"),
    path(f"{_ORGANISATION}page/preview/", views.preview, name="preview"),
    path(f"{_ORGANISATION}page/publish/", views.publish, name="publish"),
    path(f"{_ORGANISATION}page/drop/", views.drop, name="drop"),
    path(f"{_ORGANISATION}logo/", views.logo, name="logo"),
    path(f"{_ORGANISATION}history/", views.history, name="history"),
    path(f"{_ORGANISATION}history/compare/", views.compare, name="compare"),
    path(f"{_ORGANISATION}history/revert/", views.revert, name="revert"),
    path(f"{_ORGANISATION}next/", views.next_steps, name="next"),
    path(f"{_ORGANISATION}next/answer/", views.answer, name="answer"),
    path(f"{_ORGANISATION}contacts/", views.contacts, name="contacts"),
    path(f"{_ORGANISATION}contacts/add/", views.add_contact, name="add_contact"),
    path(f"{_ORGANISATION}contacts/<int:key>/remove/", views.remove_contact, name="remove_contact"),
    path(f"{_ORGANISATION}members/", views.members, name="members"),
    path(f"{_ORGANISATION}members/add/", views.add_member, name="add_member"),
    path(f"{_ORGANISATION}members/<int:key>/end/", views.end_member, name="end_member"),
    path(f"{_ORGANISATION}members/<int:key>/answer/", views.answer_membership, name="answer_membership"),
    path("my/invitations/<slug:key>/", views.invitation, name="invitation"),
    path("my/claims/<slug:code>/withdraw/", views.withdraw, name="withdraw"),
    path("my/claims/<slug:code>/document/", views.document, name="document"),
    path("agency/organisations/<slug:public_id>/revert/", views.revert_for_agency, name="revert_for_agency"),
    path(
        "organisations/<slug:public_id>/contacts/",
        views.contacts_for_signed_in,
        name="contacts_for_signed_in",
    ),
    path("logos/<slug:digest>.webp", views.logo_file, name="logo_file"),
    path("agency/claims/", views.claims, name="claims"),
    path("agency/claims/<slug:code>/", views.decide, name="decide"),
]
