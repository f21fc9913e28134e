from django.urls import path

from ebpages.contact import views

app_name = "contact"

urlpatterns = [
    path("contact/", views.operator, name="operator"),
    path("contact/privacy/", views.privacy, name="privacy"),
    path("contact/accessibility/", views.accessibility, name="accessibility"),
    path("contact/report/", views.report, name="report"),
    path("contact/report/sent/", views.sent, name="sent"),
]
