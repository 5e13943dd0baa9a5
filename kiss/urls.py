"""Which app answers under which path."""

from django.conf import settings
from django.urls import include, path

from kiss import about, gallery, views

# Answers whoever has tried too many times, also from inside allauth.
handler429 = "kiss.signin.views.too_many"

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("tilgaengelighed/", about.accessibility, name="accessibility"),
    path("konto/", include("kiss.account_urls")),
    path("", include("cases.urls")),
    path("opsporing/", include("absence.urls")),
    path("moeder/", include("meetings.urls")),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns += [path("komponenter/", gallery.components, name="components")]
