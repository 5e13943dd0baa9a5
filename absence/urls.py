"""Addresses of opsporing."""

from django.urls import path

from absence.views import imports, pupil
from absence.views import list as lists

app_name = "absence"
urlpatterns = [
    path("", lists.pupil_list, name="list"),
    path("import/", imports.import_list, name="import"),
    path("import/<slug:public_id>/", imports.import_detail, name="import_detail"),
    path("import/<slug:public_id>/kolonner/", imports.import_columns, name="import_columns"),
    path("import/<slug:public_id>/indlaes/", imports.import_confirm, name="import_confirm"),
    path("import/<slug:public_id>/fortryd/", imports.import_drop, name="import_drop"),
    path("import/<slug:public_id>/afviste.csv", imports.import_lines, name="import_lines"),
    path("elev/<slug:public_id>/", pupil.pupil, name="pupil"),
    path("elev/<slug:public_id>/afgoer/", pupil.decide, name="decide"),
    path("elev/<slug:public_id>/opkald/", pupil.note_call, name="call"),
    path("elev/<slug:public_id>/set/", pupil.mark_seen, name="seen"),
    path("elev/<slug:public_id>/opslag/", pupil.lookups, name="lookups"),
    path("elev/<slug:public_id>/indsigt/", pupil.insight, name="insight"),
]
