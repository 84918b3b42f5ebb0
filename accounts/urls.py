"""The addresses of accounts, applications, authorisations and devices."""

from django.urls import path

from accounts.views import accounts, applications, authorisations, decisions, devices

app_name = "accounts"
urlpatterns = [
    path("", accounts.list_accounts, name="list_accounts"),
    path("platforms/", accounts.list_platforms, name="list_platforms"),
    path("right-to-post/", authorisations.view_right_to_post, name="view_right_to_post"),
    # Applications
    path("applications/", applications.list_applications, name="list_applications"),
    path("applications/start/", applications.start_application, name="start_application"),
    path("applications/write/<str:organisation>/", applications.write_application, name="write_application"),
    path("applications/<str:reference>/", applications.view_application, name="view_application"),
    path("applications/<str:reference>/change/", applications.change_application, name="change_application"),
    path("applications/<str:reference>/check/", applications.check_application, name="check_application"),
    path("applications/<str:reference>/confirm/", applications.confirm_application, name="confirm_application"),
    path("applications/<str:reference>/withdraw/", applications.withdraw_application, name="withdraw_application"),
    path("applications/<str:reference>/consider/", decisions.consider_application, name="consider_application"),
    path("applications/<str:reference>/decide/", decisions.decide_application, name="decide_application"),
    path("applications/<str:reference>/send-back/", decisions.send_back_application, name="send_back_application"),
    # Authorisations
    path("authorisations/<str:reference>/", authorisations.view_authorisation, name="view_authorisation"),
    path("authorisations/<str:reference>/decide/", authorisations.decide_authorisation, name="decide_authorisation"),
    path(
        "authorisations/<str:reference>/suspend/", authorisations.suspend_authorisation, name="suspend_authorisation"
    ),
    path("authorisations/<str:reference>/resume/", authorisations.resume_authorisation, name="resume_authorisation"),
    path("authorisations/<str:reference>/revoke/", authorisations.revoke_authorisation, name="revoke_authorisation"),
    path("authorisations/<str:reference>/password/change/", authorisations.change_password, name="change_password"),
    path("authorisations/<str:reference>/password/confirm/", authorisations.confirm_password, name="confirm_password"),
    # Devices
    path("devices/", devices.list_devices, name="list_devices"),
    path("devices/request/", devices.request_device, name="request_device"),
    path("devices/<str:reference>/", devices.view_device, name="view_device"),
    path("devices/<str:reference>/approve/", devices.approve_device, name="approve_device"),
    path("devices/<str:reference>/refuse/", devices.refuse_device, name="refuse_device"),
    path("devices/<str:reference>/withdraw/", devices.withdraw_device, name="withdraw_device"),
    # One account
    path("<str:reference>/", accounts.view_account, name="view_account"),
    path("<str:reference>/create/", accounts.create_account, name="create_account"),
    path("<str:reference>/suspend/", accounts.suspend_account, name="suspend_account"),
    path("<str:reference>/reinstate/", accounts.reinstate_account, name="reinstate_account"),
    path("<str:reference>/authorise/", authorisations.request_authorisation, name="request_authorisation"),
    path("<str:reference>/runners/add/", accounts.add_runner, name="add_runner"),
    path("<str:reference>/runners/<str:person>/end/", accounts.end_runner, name="end_runner"),
]
