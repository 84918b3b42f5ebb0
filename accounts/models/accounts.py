"""The register of social media accounts, who runs each, and the rights held on it (C032, S02)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from guardian.models import UserObjectPermissionBase

from accounts.models.applications import AccountApplication
from accounts.models.platforms import Platform
from accounts.rules.accounts import ACCOUNT, AccountStatus, Comments, Privacy, Store, Tagging
from accounts.rules.authorisations import OPEN as OPEN_AUTHORISATION
from accounts.rules.custody import SecondFactor
from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.people.roles import Role
from governance.workflow.models import Governed


class SocialAccount(Governed):
    """One official account: what it is for, how it is set, who keeps the password; never the password itself (C039, T42)."""

    MACHINE = ACCOUNT

    reference = ReferenceField(prefix="SA")
    application = models.OneToOneField(
        AccountApplication, null=True, blank=True, on_delete=models.PROTECT, related_name="account"
    )
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="accounts")
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=20, choices=AccountStatus.choices, default=AccountStatus.APPROVED_NOT_CREATED)
    handle = models.CharField(max_length=100, blank=True)
    address = models.URLField(max_length=300, blank=True)
    purpose = models.TextField(blank=True)
    audience = models.CharField(max_length=300, blank=True)
    contributors = models.JSONField(default=list, blank=True)
    is_open = models.BooleanField(default=True)
    comment_setting = models.CharField(max_length=10, choices=Comments.choices, blank=True)
    privacy_setting = models.CharField(max_length=10, choices=Privacy.choices, blank=True)
    tagging_setting = models.CharField(max_length=10, choices=Tagging.choices, blank=True)
    official_email = models.EmailField(blank=True)
    separate_from_personal = models.BooleanField(default=False)
    custodian = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    store = models.CharField(max_length=10, choices=Store.choices, blank=True)
    second_factor = models.CharField(max_length=10, choices=SecondFactor.choices, blank=True)
    recovery_owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    last_changed_on = models.DateField(null=True, blank=True)
    access_review_on = models.DateField(null=True, blank=True)
    moderator = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deputy_moderator = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Whom the public page names, if anybody agreed to be named.
    displayed_owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(null=True, blank=True)
    attention = models.TextField(blank=True)
    suspended_because = models.TextField(blank=True)

    class Meta:
        ordering = ("name", "pk")
        permissions: ClassVar = [
            ("draft_for_socialaccount", "May write drafts for the account"),
            ("post_to_socialaccount", "May publish to the account"),
            ("moderate_socialaccount", "May moderate comments on the account"),
            ("admin_socialaccount", "May administer the account"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=AccountStatus.values), name="account_status"),
            models.CheckConstraint(
                condition=Q(status__in=["approved-not-created", "closing", "closed"])
                | Q(
                    ~Q(handle=""),
                    ~Q(address=""),
                    ~Q(official_email=""),
                    ~Q(store=""),
                    ~Q(comment_setting=""),
                    ~Q(privacy_setting=""),
                    ~Q(tagging_setting=""),
                    separate_from_personal=True,
                    custodian__isnull=False,
                    moderator__isnull=False,
                    deputy_moderator__isnull=False,
                    created_by__isnull=False,
                    opened_on__isnull=False,
                ),
                name="account_complete_before_live",
            ),
            models.CheckConstraint(
                condition=Q(moderator__isnull=True) | ~Q(moderator=F("deputy_moderator")),
                name="account_two_moderators",
            ),
            models.CheckConstraint(
                condition=Q(recovery_owner__isnull=True) | ~Q(recovery_owner=F("custodian")),
                name="account_recovered_by_another",
            ),
            models.CheckConstraint(condition=Q(second_factor__in=["", *SecondFactor.values]), name="account_factor"),
            models.UniqueConstraint(
                fields=["organisation", "platform", "handle"],
                condition=~Q(handle="") & ~Q(status="closed"),
                name="account_handle_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "name", "id"], name="account_by_org"),
            models.Index(fields=["name", "id"], name="account_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.platform})"

    @property
    def is_live(self) -> bool:
        """Whether posts may go out to it."""
        return self.status in (AccountStatus.LIVE, AccountStatus.NEEDS_ATTENTION)

    @property
    def may_end(self) -> bool:
        """Whether it is not on its way out already."""
        return self.status not in (AccountStatus.CLOSING, AccountStatus.CLOSED)

    def interests(self) -> dict[str, set[int]]:
        """Whoever recorded a handover or a closing does not confirm it, nor does whoever the account passes to (K04)."""
        if not self.pk:
            return {}
        transfers = self.transfers.filter(confirmed_at__isnull=True, stopped_at__isnull=True)
        closings = self.closings.filter(confirmed_at__isnull=True, kept_at__isnull=True)
        found = [*transfers.values_list("started_by_id", "recorded_by_id", "incoming_id")]
        asked = [*closings.values_list("asked_by_id", "recorded_by_id")]
        recorders = {pk for row in [*(one[:2] for one in found), *asked] for pk in row if pk}
        return {"recorder": recorders, "runner": {one[2] for one in found}}

    def owners(self) -> set[int]:
        """The people who run it see it as their own."""
        return {runner.person_id for runner in self.runners.all()} if self.pk else set()

    def role_holders(self) -> dict[str, set[int]]:
        """People from another school of the tree who were let onto this account count as its posters."""
        if not self.pk:
            return {}
        open_now = self.authorisations.filter(status__in=OPEN_AUTHORISATION)
        return {Role.PST: set(open_now.values_list("person_id", flat=True))}

    def get_absolute_url(self) -> str:
        """The account's page."""
        return reverse("accounts:view_account", args=[self.reference])

    @property
    def followers_url(self) -> str:
        """The list of those who ask to follow it."""
        return f"{reverse('accounts:list_followers')}?account={self.reference}"


class AccountRunner(models.Model):
    """A person who runs an account, from a day to a day."""

    account = models.ForeignKey(SocialAccount, on_delete=models.CASCADE, related_name="runners")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts_run")
    is_lead = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-is_lead", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "person"], condition=Q(ends_on__isnull=True), name="account_runner_once"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(is_lead=True, ends_on__isnull=True), name="account_runner_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="account_runner_in_order"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class SocialAccountUserObjectPermission(UserObjectPermissionBase):
    """Who holds which right on which account; written only by the floor's module of object rights."""

    content_object = models.ForeignKey(SocialAccount, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
