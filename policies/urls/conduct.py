"""The addresses of what is asked of staff, and of a trust's updates."""

from django.urls import path

from policies.views import conduct, updates

urlpatterns = [
    path("expectations/", conduct.view_expectations, name="view_expectations"),
    path("expectations/signed/<str:reference>/", conduct.view_sheet, name="view_sheet"),
    path("expectations/<str:reference>/channels/agree/", conduct.agree_channel, name="agree_channel"),
    path("expectations/<str:reference>/monitoring/", conduct.word_monitoring, name="word_monitoring"),
    path("expectations/<str:reference>/monitoring/told/", conduct.list_told, name="list_told"),
    path("expectations/<str:reference>/monitoring/tell/", conduct.tell_of_monitoring, name="tell_of_monitoring"),
    path("channels/<str:reference>/end/", conduct.end_channel, name="end_channel"),
    path("updates/", updates.list_updates, name="list_updates"),
    path("updates/export/", updates.export_updates, name="export_updates"),
    path("updates/<str:reference>/", updates.confirm_update, name="confirm_update"),
]
