from django.urls import path

from ebpages.reconciliation import views

app_name = "reconciliation"

urlpatterns = [
    path("reconcile/", views.reconcile, name="reconcile"),
    path("reconcile/preview/<slug:public_id>/", views.preview, name="preview"),
]
