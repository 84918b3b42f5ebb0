"""Sign-in by e-mail address, and what the row of whoever is signed in brings along on every request."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import OuterRef

from governance.notices.selectors import unread_beside
from governance.people.models import User


class SignInBackend(AuthenticationBackend):
    """Reads a sign-in with its person and the number of unread notices, which every page shows, in one statement."""

    def get_user(self, user_id: int) -> User | None:
        """Whoever the session belongs to; `unread` is counted no further than 99."""
        user = User.objects.annotate(unread=unread_beside(OuterRef("person"))).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
