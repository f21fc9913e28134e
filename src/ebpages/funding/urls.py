from django.urls import path

from ebpages.funding import views

app_name = "funding"

urlpatterns = [
    path("funding/", views.calls, name="calls"),
    path("funding/download.<table:file_format>", views.calls_file, name="calls_file"),
    path("funding/calls.ics", views.calendar, name="calendar"),
    path("funding/calls.atom", views.feed, name="feed"),
    path("funding/calls/<str:call>/", views.call, name="call"),
    path("funding/calls/<str:call>/assess/", views.assess, name="assess"),
    path("funding/organisations/<slug:public_id>/", views.organisation_calls, name="organisation"),
]
