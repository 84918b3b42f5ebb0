"""Wordings in force, the log of notices to parents, and when each was last settled."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max, QuerySet

from governance.organisations.models import Organisation
from governance.permissions.standing import Standing
from policies.models import NoticeWording, ParentNotice
from policies.rules.notice_wordings import SHIPPED, Wording
from policies.rules.parent_notices import NoticeStatus, Topic
from policies.selectors.documents import line_of


def notices_for(standing: Standing) -> QuerySet[ParentNotice]:
    """The notices of every school where the reader may see them (M45)."""
    return ParentNotice.objects.filter(organisation__in=standing.organisation_ids("teaching.view")).select_related(
        "organisation", "sent_by"
    )


def wordings_of(organisations: Collection[Organisation]) -> dict[int, dict[str, NoticeWording]]:
    """The newest wording of each notice, of each organisation or of the nearest above it that has its own: one statement."""
    lines = {place.pk: line_of(place) for place in organisations}
    above = {pk for line in lines.values() for pk in line}
    rows = NoticeWording.objects.filter(organisation__in=above).select_related("organisation", "written_by")
    newest = {(row.organisation_id, row.topic): row for row in rows.order_by("number")}
    return {
        place: {topic: newest[pk, topic] for topic in Topic for pk in reversed(line) if (pk, topic) in newest}
        for place, line in lines.items()
    }


def wording_of(organisation: Organisation, topic: str) -> Wording:
    """What a notice is drafted from: the school's own wording, that of the nearest above, or the one that Gatepost brings."""
    own = wordings_of([organisation])[organisation.pk].get(topic)
    return Wording(own.title, own.text) if own else SHIPPED[Topic(topic)]


def last_settled(schools: Collection[Organisation]) -> dict[tuple[int, str], date]:
    """When each notice to all families was last sent, or was said not to be needed, by school and topic."""
    rows = ParentNotice.objects.filter(organisation__in=schools, settled_on__isnull=False, year_group="")
    latest = rows.order_by().values_list("organisation_id", "topic").annotate(Max("settled_on"))
    return {(school, topic): day for school, topic, day in latest}


def drafts_open(schools: Collection[Organisation]) -> set[tuple[int, str]]:
    """The notices to all families that wait to be sent, by school and topic."""
    rows = ParentNotice.objects.filter(organisation__in=schools, status=NoticeStatus.PLANNED, year_group="")
    return set(rows.order_by().values_list("organisation_id", "topic"))
