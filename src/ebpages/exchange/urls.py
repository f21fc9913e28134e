from django.urls import path

from ebpages.exchange import views

app_name = "exchange"

_OWN = "my/profiles/<slug:code>/"
_CASE = "my/cases/<slug:code>/"
_OF_OWNER = "my/organisations/<slug:public_id>/profiles/"

urlpatterns = [
    path("exchange/", views.profiles, name="profiles"),
    path("exchange/download.<table:file_format>", views.profiles_file, name="profiles_file"),
    path("exchange/profiles.atom", views.feed, name="feed"),
    path("exchange/watches/stop/<str:signed>/", views.stop_watch_by_mail, name="stop_watch_by_mail"),
    path("exchange/<slug:reference>/", views.profile, name="profile"),
    path("exchange/<slug:reference>/matches/", views.public_matches, name="public_matches"),
    path("exchange/<slug:reference>/<slug:language>.pdf", views.one_pager, name="one_pager"),
    path("exchange/<slug:reference>/documents/<slug:key>/", views.attachment, name="attachment"),
    path("my/profiles/", views.own, name="own"),
    path(f"{_OF_OWNER}new/", views.begin, name="begin"),
    path(f"{_OF_OWNER}fitting/", views.fitting_profiles, name="fitting_profiles"),
    path(f"{_OF_OWNER}import/", views.import_file, name="import_file"),
    path(f"{_OF_OWNER}download.<table:file_format>", views.own_file, name="own_file"),
    path(_OWN, views.edit, name="edit"),
    path(f"{_OWN}matches/", views.matches, name="matches"),
    path(f"{_OWN}matches/<slug:reference>/", views.match, name="match"),
    path(f"{_OWN}matches/<slug:reference>/take-back/", views.take_back_match, name="take_back_match"),
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
    path("my/watches/", views.watches, name="watches"),
    path("my/watches/<slug:code>/stop/", views.stop_watch, name="stop_watch"),
    path("my/cases/", views.cases, name="cases"),
    path("my/cases/new/<slug:reference>/", views.express_interest, name="express_interest"),
    path("my/cases/help/<slug:code>/", views.answer_help, name="answer_help"),
    path("my/cases/help/<slug:code>/end/", views.end_help, name="end_help"),
    path(_CASE, views.case, name="case"),
    path(f"{_CASE}moves/<slug:move>/", views.case_move, name="case_move"),
    path(f"{_CASE}messages/", views.case_message, name="case_message"),
    path(f"{_CASE}documents/", views.case_add_document, name="case_add_document"),
    path(f"{_CASE}documents/<slug:key>/", views.case_file, name="case_file"),
    path(f"{_CASE}tasks/", views.case_add_task, name="case_add_task"),
    path(f"{_CASE}tasks/<int:number>/done/", views.case_finish_task, name="case_finish_task"),
    path(f"{_CASE}agreement/", views.case_agreement, name="case_agreement"),
    path(f"{_CASE}agreement/sign/", views.case_sign, name="case_sign"),
    path(f"{_CASE}intermediary/", views.case_ask_intermediary, name="case_ask_intermediary"),
    path(f"{_CASE}case.pdf", views.case_pdf, name="case_pdf"),
    path(f"{_CASE}case.zip", views.case_archive, name="case_archive"),
    path("my/organisations/<slug:public_id>/cases/", views.case_funnel, name="case_funnel"),
    path("agency/profiles/", views.queue, name="queue"),
    path("agency/profiles/<slug:code>/", views.review, name="review"),
]
