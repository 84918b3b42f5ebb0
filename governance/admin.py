"""The technical administrator's view: sign-ins can be mended; governed records can be looked at and never changed (D01, D07).

Nothing restricted is registered here, and nothing that holds text of people: duties, notices and the sealed chain stay out.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from governance.audit.models import AuditEvent, AuditHead, Chain
from governance.calendar.models import Closure, Term, WorkingCalendar
from governance.duties.models import JobRun
from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Deputy, Engagement, Person, RoleHeld, User
from governance.profile.models import ProfileVersion


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Look, and change nothing: what is governed changes only through its own pages."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is removed here."""
        return False


@admin.register(User)
class UserAdmin(ReadOnly):
    """Sign-ins, without the password; people get theirs on the people pages, and reset it by themselves."""

    list_display = ("email", "is_active", "is_staff", "last_login")
    fields = ("email", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")
    search_fields = ("email",)


@admin.register(Organisation)
class OrganisationAdmin(ReadOnly):
    """The tree of organisations."""

    list_display = ("name", "kind", "parent", "is_live")


@admin.register(Person)
class PersonAdmin(ReadOnly):
    """People, to find the one a sign-in belongs to."""

    list_display = ("name", "reference")
    search_fields = ("family_name", "given_name", "reference")


@admin.register(RoleHeld)
class RoleHeldAdmin(ReadOnly):
    """Who holds which role, from when to when."""

    list_display = ("person", "role", "organisation", "starts_on", "ends_on", "revoked_at")
    list_select_related = ("person", "organisation")


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    """The open chain; the sealed one is not shown, nor how long it is (D06)."""

    list_display = ("at", "organisation_reference", "number", "action", "thing_reference", "actor_name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only the open chain."""
        return super().get_queryset(request).filter(chain=Chain.OPEN)


@admin.register(AuditHead)
class AuditHeadAdmin(ReadOnly):
    """The heads of the open chains."""

    list_display = ("organisation_reference", "number")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only the open chains."""
        return super().get_queryset(request).filter(chain=Chain.OPEN)


admin.site.register(
    [Closure, Deputy, EmailDomain, Engagement, JobRun, ProfileVersion, Term, WorkingCalendar], ReadOnly
)
