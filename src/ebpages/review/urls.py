from django.urls import path

from ebpages.review import views

app_name = "review"

urlpatterns = [
    path("review/", views.queue, name="queue"),
    path("review/next/", views.next_pair, name="next"),
    path("review/queue.<table:file_format>", views.queue_file, name="queue_file"),
    path("review/decided/", views.decided, name="decided"),
    path("review/decided/<int:key>/", views.take_back, name="take_back"),
    path("review/findings/", views.findings, name="findings"),
    path("review/findings/<slug:finding>/", views.finding, name="finding"),
    path("review/letters/<slug:slug>/", views.letter, name="letter"),
    path("review/letters/<slug:slug>/rows.<table:file_format>", views.letter_file, name="letter_file"),
    path("review/learnt/", views.lessons, name="lessons"),
    path("review/organisations/<slug:public_id>/", views.organisation, name="organisation"),
    path("review/<record:a>/<record:b>/", views.pair, name="pair"),
]
