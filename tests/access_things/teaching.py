"""Lessons, class leads, notices to parents, and what the board confirmed."""

from policies.models import TeachingRecord
from tests.crowd import Crowd
from tests.policies.teaching_factories import (
    BoardRecordFactory,
    ClassLeadFactory,
    ParentNoticeFactory,
    TeachingFactory,
)
from tests.pupils.factories import SchoolClassFactory


def _lesson(crowd: Crowd, **how: object) -> dict[str, str]:
    """A lesson of the year group in which the teacher leads a class."""
    ClassLeadFactory(school_class__organisation=crowd.world.school, person=crowd.person("teacher"))
    made: TeachingRecord = TeachingFactory(organisation=crowd.world.school, **how)
    return {"reference": made.reference}


def planned(crowd: Crowd) -> dict[str, str]:
    """This term's lesson."""
    return _lesson(crowd, due_on="2999-12-18")


def held(crowd: Crowd) -> dict[str, str]:
    """A lesson that somebody recorded, with what else the pages of teaching show."""
    BoardRecordFactory(organisation=crowd.world.top)
    return _lesson(crowd, held=True)


def missed(crowd: Crowd) -> dict[str, str]:
    """A lesson that nobody held."""
    return _lesson(crowd, status="missed")


def extra(crowd: Crowd) -> dict[str, str]:
    """A lesson that somebody planned beside what the term asks for."""
    return _lesson(crowd, planned_by=crowd.person("hos"))


def school_class(crowd: Crowd) -> dict[str, str]:
    """A class of the school."""
    return {"reference": SchoolClassFactory(organisation=crowd.world.school, year_group="4").reference}


def notice(crowd: Crowd) -> dict[str, str]:
    """A notice that waits to be sent."""
    return {"reference": ParentNoticeFactory(organisation=crowd.world.school).reference}


def sent(crowd: Crowd) -> dict[str, str]:
    """A notice in the log."""
    return {"reference": ParentNoticeFactory(organisation=crowd.world.school, sent=True).reference}


def wording(crowd: Crowd) -> dict[str, str]:
    """The school's wording of the notice about filters."""
    return {"reference": crowd.world.school.reference, "topic": "filters"}
