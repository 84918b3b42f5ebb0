"""The technical administrator's site, without the doors that libraries would open in it (D07, K15)."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# What a person signs in with is theirs, and moves only through our own pages.
NOBODYS_TO_CHANGE = (EmailAddress, Authenticator, Group)


def close_side_doors(site: admin.AdminSite) -> None:
    """Ask for the product's own sign-in and its limits, and leave out what people sign in with."""
    for model in NOBODYS_TO_CHANGE:
        if site.is_registered(model):
            site.unregister(model)
    site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
    site.password_change = _change_password  # type: ignore[method-assign,assignment]


def _change_password(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """The product's own page, which asks for proof and leaves an event."""
    return redirect("account_change_password")
