"""Addresses of the meetings."""

from django.urls import path

from meetings.views import agreements, detail, listing, minutes, planning

app_name = "meetings"
urlpatterns = [
    path("", listing.meeting_list, name="list"),
    path("ny/<slug:public_id>/", planning.call, name="new"),
    path("<slug:public_id>/", detail.detail, name="detail"),
    path("<slug:public_id>/flyt/", planning.move, name="move"),
    path("<slug:public_id>/aflys/", planning.cancel, name="cancel"),
    path("<slug:public_id>/referat/", minutes.hold, name="hold"),
    path("<slug:public_id>/laas/", minutes.freeze, name="freeze"),
    path("<slug:public_id>/aftaler/<int:pk>/", agreements.agreement, name="agreement"),
]
