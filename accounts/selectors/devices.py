"""The register of the school's own devices: each one's state today, who has it, who may borrow (M34, C186, S21)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import DeviceApproval, DeviceLoan, DeviceLoss, ImageDevice
from accounts.rules.device_cover import RENEW_AHEAD, may_renew
from accounts.rules.device_loans import LossEnd, is_overdue
from accounts.rules.devices import APPROVED, OWNED_IS_ENOUGH, DeviceStatus
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from governance.permissions.standing import Standing
from governance.profile.selectors import profiles_for
from policies.selectors.documents import line_of
from policies.selectors.people import in_force

WAITING, ON_LOAN, OVERDUE, RENEWAL_DUE = "waiting", "on-loan", "overdue", "renewal-due"
LOST, WITHDRAWN = "lost", "withdrawn"


@dataclass(frozen=True)
class DeviceLine:
    """One device as the register shows it today."""

    device: ImageDevice
    today: date
    # Whether an approval has to be renewed here at all (P46).
    runs_out: bool = True

    @property
    def loan(self) -> DeviceLoan | None:
        """The loan it is out on."""
        loans: list[DeviceLoan] = self.device.open_loans  # type: ignore[attr-defined]
        return loans[0] if loans else None

    @property
    def is_here(self) -> bool:
        """Whether the school has it."""
        listed = self.device.status in (DeviceStatus.REQUESTED, DeviceStatus.APPROVED)
        return listed and not self.is_lost

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been brought back."""
        return self.loan is not None and is_overdue(self.loan.due_back_on, self.today)

    @property
    def until(self) -> date | None:
        """The last day of its latest approval."""
        return self.device.until if self.device.status in APPROVED else None  # type: ignore[attr-defined]

    @property
    def has_lapsed(self) -> bool:
        """Whether its approval has run out."""
        return self.runs_out and self.until is not None and self.until < self.today

    @property
    def is_renewal_due(self) -> bool:
        """Whether its approval is to be renewed now."""
        return self.runs_out and self.until is not None and may_renew(self.until, self.today)

    @property
    def is_lost(self) -> bool:
        """Whether somebody has reported it lost and nobody has said what became of it."""
        return bool(self.device.lost)  # type: ignore[attr-defined]


def devices_for(standing: Standing, *, action: str = "accounts.view_devices") -> QuerySet[ImageDevice]:
    """The devices of every organisation whose list the person may see (M34), with whoever has them now."""
    out = DeviceLoan.objects.filter(ended_at__isnull=True).select_related("borrower")
    latest = DeviceApproval.objects.filter(device=OuterRef("pk")).order_by("-until").values("until")[:1]
    lost = DeviceLoss.objects.filter(device=OuterRef("pk"), settled_at__isnull=True)
    return (
        ImageDevice.objects.filter(organisation__in=standing.organisation_ids(action))
        .select_related("organisation", "requested_by", "decided_by")
        .prefetch_related(Prefetch("loans", queryset=out, to_attr="open_loans"))
        .annotate(until=Subquery(latest), lost=Exists(lost))
    )


def device_lines(devices: Collection[ImageDevice], now: datetime) -> list[DeviceLine]:
    """Devices of the register as it shows them today."""
    profiles = profiles_for({device.organisation for device in devices}, now) if devices else {}
    lenient = {pk for pk, profile in profiles.items() if profile["P46"] == OWNED_IS_ENOUGH}
    return [DeviceLine(one, local_date(now), one.organisation_id not in lenient) for one in devices]


def device_line(device: ImageDevice, now: datetime) -> DeviceLine:
    """The same of one device, for its page."""
    loan = open_loan(device)
    device.open_loans = [loan] if loan else []  # type: ignore[attr-defined]
    device.until = device.approvals.aggregate(last=Max("until"))["last"]  # type: ignore[attr-defined]
    device.lost = open_loss(device) is not None  # type: ignore[attr-defined]
    return device_lines([device], now)[0]


def found_devices(
    rows: QuerySet[ImageDevice], *, words: str = "", show: str = "", today: date
) -> QuerySet[ImageDevice]:
    """Those with these words in name, number or borrower, and in that state."""
    out = DeviceLoan.objects.filter(device=OuterRef("pk"), ended_at__isnull=True)
    for word in words.split():
        has_it = out.filter(Q(borrower__family_name__icontains=word) | Q(borrower__given_name__icontains=word))
        rows = rows.filter(Q(name__icontains=word) | Q(asset_number__icontains=word) | Exists(has_it))
    states = {
        WAITING: Q(status=DeviceStatus.REQUESTED),
        ON_LOAN: Q(status=DeviceStatus.ON_LOAN),
        OVERDUE: Q(Exists(out.filter(due_back_on__lt=today))),
        RENEWAL_DUE: Q(status__in=APPROVED, until__lte=today + RENEW_AHEAD),
        LOST: Q(lost=True),
        WITHDRAWN: Q(status=DeviceStatus.WITHDRAWN),
    }
    return rows.filter(states[show]) if show in states else rows


def borrowers(organisation: Organisation, today: date) -> QuerySet[Person]:
    """Who may borrow there today: whoever works there or above, in the order of their names; of a whole tree, everybody."""
    tree = organisation.pk == (organisation.root_id or organisation.pk)
    place = Q(organisation__root=organisation.root_id) if tree else Q(organisation__in=line_of(organisation))
    rows = Engagement.objects.filter(in_force(today), place).exclude(kind=Engagement.Kind.GOVERNOR)
    return Person.objects.filter(pk__in=rows.values("person")).order_by("family_name", "given_name", "pk")


def overdue_of(person: Person, today: date) -> Sequence[DeviceLoan]:
    """What that person should have brought back."""
    rows = DeviceLoan.objects.filter(borrower=person, ended_at__isnull=True, due_back_on__lt=today)
    return list(rows.select_related("device"))


def open_loan(device: ImageDevice) -> DeviceLoan | None:
    """The loan the device is out on."""
    rows = DeviceLoan.objects.filter(device=device, ended_at__isnull=True)
    return rows.select_related("borrower", "lent_by").first()


def losses_that_stand(device: ImageDevice) -> QuerySet[DeviceLoss]:
    """Every time it was lost, but for reports that were a mistake."""
    return (
        DeviceLoss.objects.filter(device=device)
        .exclude(settled_as=LossEnd.MISTAKEN)
        .select_related("device__organisation")
    )


def open_loss(device: ImageDevice) -> DeviceLoss | None:
    """The report of loss about which nobody has said yet what became of it."""
    return DeviceLoss.objects.filter(device=device, settled_at__isnull=True).select_related("reported_by").first()
