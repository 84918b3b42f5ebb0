"""What is known of each platform's lowest age: what the top of the tree itself read, else what Gatepost knows (C041)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Platform, PlatformReading
from governance.organisations.models import Organisation

READ_AGAIN_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Known:
    """A platform with its lowest age, where that was read and when."""

    platform: Platform
    minimum_age: int
    source: str
    checked_on: date
    own: bool

    def is_old(self, today: date) -> bool:
        """Whether the terms should be read again."""
        return today - self.checked_on > READ_AGAIN_AFTER


def platforms_known(organisation: Organisation, platforms: Collection[Platform] | None = None) -> list[Known]:
    """Each platform as the organisation's tree knows it: one school never changes what another's sees."""
    wanted = list(Platform.objects.all()) if platforms is None else list(platforms)
    rows = PlatformReading.objects.filter(organisation=organisation.root_id, platform__in=wanted)
    latest = {row.platform_id: row for row in rows.order_by("recorded_at", "pk")}
    return [_known(platform, latest.get(platform.pk)) for platform in wanted]


def _known(platform: Platform, own: PlatformReading | None) -> Known:
    facts = own or platform
    return Known(platform, facts.minimum_age, facts.source, facts.checked_on, own is not None)
