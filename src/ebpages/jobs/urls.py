from django.urls import path

from ebpages.jobs import views

app_name = "jobs"

urlpatterns = [
    path("jobs/<uuid:id>/", views.job, name="job"),
    path("jobs/<uuid:id>/file", views.job_file, name="job_file"),
    path("jobs/<uuid:id>/stop", views.stop, name="stop"),
    path("jobs/<uuid:id>/again", views.again, name="again"),
]
