"""Keeping what was asked of somebody with their signature, and that they were told of monitoring (D10, Q20, T112)."""

from collections.abc import Iterable
from datetime import datetime

from policies.models import Acknowledgement, ConductSheet, MonitoringNotice
from policies.selectors.sheets import Asked

PAGE, PAPER = MonitoringNotice.Means.PAGE, MonitoringNotice.Means.PAPER


def keep_asked(mine: Acknowledgement, several: Iterable[Asked], *, means: str, at: datetime, now: datetime) -> None:
    """Keep each sheet word for word with the signature; a notice of monitoring is kept as given at `at`, never as agreed."""
    for asked in several:
        mine.sheets.add(_sheet(asked, now))
        if asked.wording is not None:
            MonitoringNotice.objects.get_or_create(
                given_with=mine,
                organisation=asked.organisation,
                wording=asked.wording,
                defaults={"person": mine.person, "given_at": at, "means": means},
            )


def _sheet(asked: Asked, now: datetime) -> ConductSheet:
    sheet, _ = ConductSheet.objects.get_or_create(
        organisation=asked.organisation,
        digest=asked.sheet.digest,
        profile_version=asked.profile_version,
        defaults={"text": asked.sheet.text, "kept_at": now},
    )
    return sheet
