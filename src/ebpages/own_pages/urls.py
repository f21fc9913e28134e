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
    path("my/invitations/<slug:key>/", views.invitation, name="invitation"),
    path("my/claims/<slug:code>/withdraw/", views.withdraw, name="withdraw"),
    path("my/claims/<slug:code>/document/", views.document, name="document"),
    path("agency/claims/", views.claims, name="claims"),
    path("agency/claims/<slug:code>/", views.decide, name="decide"),
]
