"""Signing in: local accounts by e-mail and password, for people the school knows, and nobody signs themselves up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from governance.people.models import Person, User


def move_sign_in(person: Person, address: str) -> None:
    """Let a sign-in follow the person's address: no other opens it, and a link sent to the old one is dead."""
    # The library's tables: not there in a process that shows no sign-in.
    from allauth.account.models import EmailAddress

    User.objects.filter(person=person).update(email=address)
    # The library takes any address it has kept for a sign-in as a way in.
    EmailAddress.objects.filter(user__person=person).delete()


def password_page(user: User) -> str:
    """The page of the link with which the person chooses a password: it works once, for three days, and is kept nowhere."""
    from allauth.account.utils import user_pk_to_url_str

    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=parts)


class Adapter(DefaultAccountAdapter):
    """Who may come in, and by what name they are known."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes their own account: the school does."""
        return False

    def clean_email(self, email: str) -> str:
        """An address is the same in large and small letters."""
        return str(super().clean_email(email)).strip().lower()

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Let in a sign-in that is active and belongs to a person, or the technical administrator's (D07)."""
        if not user.is_active or not (user.person_id or user.is_staff):
            user.is_active = False
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """The password again, under the limit of the sign-in's own name."""
        again = self.authenticate(context.request, email=user.get_username(), password=password)
        return again is not None and again.pk == user.pk
