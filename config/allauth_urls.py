"""The library's pages for signing in that are used here; a page of it that is not in this list has no address.

There is none on which a person adds an address or signs themselves up: a sign-in follows the address on the person's
record, which their school keeps.
"""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from governance.pages.people_sign_in import written_down

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", written_down(account.password_change), name="account_change_password"),
    # Whoever has no password yet chooses one by the link that is sent to them, and in no other way.
    path("password/set/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        written_down(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    # A second step at sign-in, for whoever wants one; the library asks for the password before it is added or removed.
    path("2fa/", include("allauth.mfa.urls")),
]
