"""One human being, and the sign-in that may point at them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField


class Person(Referenced):
    """One human being, whatever hats they wear (K11); kept after they leave so that records keep their names."""

    reference = ReferenceField(prefix="PE")
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "governance"
        ordering = ("family_name", "given_name")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as it is shown and printed."""
        return f"{self.given_name} {self.family_name}"


class UserManager(BaseUserManager["User"]):
    """Makes sign-ins by e-mail address, and reads each with its person in one statement."""

    def get_queryset(self) -> models.QuerySet["User"]:
        """A request asks for both together."""
        return super().get_queryset().select_related("person")

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """A sign-in with a hashed password, or with none that works."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """A technical administrator's sign-in; it opens no case and no register (D07)."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """A sign-in and nothing more; it points at one person, and a person may have none."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    session_stamp = models.PositiveIntegerField(default=0)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        app_label = "governance"

    def __str__(self) -> str:
        return self.email

    def get_session_auth_hash(self) -> str:
        """Ends every session at once when the password or the stamp changes (role, engagement)."""
        return f"{super().get_session_auth_hash()}:{self.session_stamp}"
