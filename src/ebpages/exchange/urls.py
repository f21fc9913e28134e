from django.urls import path

from ebpages.exchange import views

app_name = "exchange"

_OWN = "my/profiles/<slug:code>/"
_OF_OWNER = "my/organisations/<slug:public_id>/profiles/"

urlpatterns = [
    path("exchange/", views.profiles, name="profiles"),
    path("exchange/download.<table:file_format>", views.profiles_file, name="profiles_file"),
    path("exchange/profiles.atom", views.feed, name="feed"),
    path("exchange/technology-watch/", views.technology_watch, name="technology_watch"),
    path(
        "exchange/technology-watch/download.<table_or_picture:file_format>",
        views.technology_watch_file,
        name="technology_watch_file",
    ),
    path(
        "exchange/technology-watch/citation.<citation:file_format>",
        views.technology_watch_citation,
        name="technology_watch_citation",
    ),
    path("exchange/watches/stop/<str:signed>/", views.stop_watch_by_mail, name="stop_watch_by_mail"),
    path("exchange/who-can-help/", views.who_can_help, name="who_can_help"),
    path("exchange/embed/<slug:public_id>/", views.embed, name="embed"),
    path("exchange/embed/<slug:public_id>/code/", views.embed_code, name="embed_code"),
    path("exchange/mechanisms/", views.mechanisms, name="mechanisms"),
    path("exchange/barriers/", views.barriers, name="barriers"),
    path("exchange/<slug:reference>/", views.profile, name="profile"),
    path("exchange/<slug:reference>/matches/", views.public_matches, name="public_matches"),
    path("exchange/<slug:reference>/<slug:language>.pdf", views.one_pager, name="one_pager"),
    path("exchange/<slug:reference>/documents/<slug:key>/", views.attachment, name="attachment"),
    path("my/profiles/", views.own, name="own"),
    path(f"{_OF_OWNER}new/", views.begin, name="begin"),
    path(f"{_OF_OWNER}fitting/", views.fitting_profiles, name="fitting_profiles"),
    path(f"{_OF_OWNER}barriers/", views.open_barriers, name="open_barriers"),
    path(f"{_OF_OWNER}import/", views.import_file, name="import_file"),
    path(f"{_OF_OWNER}download.<table:file_format>", views.own_file, name="own_file"),
    path(_OWN, views.edit, name="edit"),
    path(f"{_OWN}matches/", views.matches, name="matches"),
    path(f"{_OWN}matches/<slug:reference>/", views.match, name="match"),
    path(f"{_OWN}matches/<slug:reference>/take-back/", views.take_back_match, name="take_back_match"),
    path(f"{_OWN}barriers/", views.own_barriers, name="own_barriers"),
    path(f"{_OWN}barriers/<slug:barrier>/", views.assess, name="assess"),
    path(f"{_OWN}preview/", views.preview, name="preview"),
    path(f"{_OWN}hand-in/", views.hand_in, name="hand_in"),
    path(f"{_OWN}take-back/", views.take_back, name="take_back"),
    path(f"{_OWN}withdraw/", views.withdraw, name="withdraw"),
    path(f"{_OWN}renew/", views.renew, name="renew"),
    path(f"{_OWN}history/", views.history, name="history"),
    path(f"{_OWN}history/compare/", views.compare, name="compare"),
    path(f"{_OWN}documents/", views.attachments, name="attachments"),
    path(f"{_OWN}documents/add/", views.add_attachment, name="add_attachment"),
    path(f"{_OWN}documents/<slug:key>/", views.own_attachment, name="own_attachment"),
    path(f"{_OWN}documents/<slug:key>/remove/", views.remove_attachment, name="remove_attachment"),
    path("my/technology-watch/", views.own_technology_watch, name="own_technology_watch"),
    path("my/watches/", views.watches, name="watches"),
    path("my/watches/<slug:code>/stop/", views.stop_watch, name="stop_watch"),
    path("agency/profiles/", views.queue, name="queue"),
    path("agency/profiles/<slug:code>/", views.review, name="review"),
]
