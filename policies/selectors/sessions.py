"""Sessions to come, and who is booked on one."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from governance.kernel.dates import local_date, local_midnight
from governance.permissions.standing import Standing
from policies.models import TrainingSession
from policies.rules.training import TrainingStatus

LOOK_BACK = timedelta(days=60)


def sessions_for(standing: Standing) -> QuerySet[TrainingSession]:
    """The sessions of every organisation the reader belongs to, with how many are booked."""
    booked = Count("records", filter=Q(records__status=TrainingStatus.BOOKED))
    rows = TrainingSession.objects.filter(organisation__in=standing.organisation_ids("policies.view"))
    return rows.select_related("course", "organisation", "leader").annotate(booked=booked)


def sessions_to_come(standing: Standing, now: datetime) -> QuerySet[TrainingSession]:
    """Those of today and later, the next one first."""
    return sessions_for(standing).filter(starts_at__gte=local_midnight(local_date(now))).order_by("starts_at", "pk")


def sessions_to_finish(standing: Standing, now: datetime) -> QuerySet[TrainingSession]:
    """Those that are over and whose register was not taken, or not confirmed."""
    today = local_midnight(local_date(now))
    waiting = Q(records__status__in=(TrainingStatus.BOOKED, TrainingStatus.ATTENDED))
    rows = sessions_for(standing).filter(starts_at__lt=today, starts_at__gte=today - LOOK_BACK)
    return rows.annotate(waiting=Count("records", filter=waiting)).filter(waiting__gt=0).order_by("starts_at", "pk")
