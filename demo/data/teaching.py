"""Lessons, notices to parents and the board's confirmations: some done, some waiting, in every school."""

from datetime import datetime, timedelta

from demo.data.people import Cast, persona_at
from demo.data.register import Register
from demo.data.when import lately, weekday_from
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from policies import services
from policies.models import ParentNotice, TeachingRecord
from policies.rules.notice_wordings import Wording
from policies.selectors.governors import boards
from pupils.models import SchoolClass

WEBSITES = Wording(
    "What your child does online for school",
    "Dear parents and carers,\n\nThis term children read in our library app and practise sums on two websites, which "
    "are named in their reading records. They meet nobody there.\n\nPlease tell us if something worries you.",
)


def make_teaching(registers: dict[str, Register], cast: Cast, now: datetime) -> None:
    """Class leads, this term's lessons, a public event and notices for every school; and what each board confirmed."""
    staffs = {name: _Staff(register.school, cast) for name, register in registers.items()}
    for staff in staffs.values():
        staff.name_leads(lately(now, days=4))
    services.sweep_year(lately(now, days=3))
    for staff in staffs.values():
        staff.hold_lessons(lately(now, days=2), lately(now, days=1))
        staff.plan_fair(now)
        staff.send_notices(lately(now, days=1))
    for board in boards():
        chair = next(
            cast[where, "chair-of-governors"] for where in _around(board) if (where, "chair-of-governors") in cast
        )
        services.confirm_remit(
            board=board, happened_on=local_date(lately(now, days=2)), by=chair, now=lately(now, days=1)
        )


class _Staff:
    """One school and who is who there."""

    def __init__(self, school: Organisation, cast: Cast) -> None:
        self.school, self.cast = school, cast

    def who(self, slug: str) -> Person:
        """A persona of the school, else of the organisation above it."""
        return next(
            self.cast[where, slug] for where in persona_at(self.school.short_name, slug) if (where, slug) in self.cast
        )

    def name_leads(self, at: datetime) -> None:
        """The teacher leads the oldest class; the others have nobody named yet."""
        oldest = SchoolClass.objects.filter(organisation=self.school).order_by("-year_group", "pk").first()
        if oldest is not None:
            services.name_leads(oldest, [self.who("teacher")], by=self.who("dsl"), now=at)

    def hold_lessons(self, held_at: datetime, confirmed_at: datetime) -> None:
        """Two lessons of the term are held, and the head has confirmed one of them; in the holidays there are none."""
        lessons = TeachingRecord.objects.filter(organisation=self.school, kind="lesson").select_related("organisation")
        for lesson in lessons.order_by("year_group")[:2]:
            held = services.Held(
                held_on=local_date(held_at),
                outcomes=["passwords", "feelings", "respect"],
                materials="A picture book, and a poster for the classroom",
                attendance=28,
                code_taught=True,
            )
            services.hold_teaching(lesson, held, by=self.who("dsl"), now=held_at)
        for lesson in lessons.filter(status="held").order_by("year_group")[:1]:
            services.confirm_teaching(lesson, by=self.who("executive-headteacher"), now=confirmed_at)

    def plan_fair(self, now: datetime) -> None:
        """A fair next week, where people are to be reminded."""
        fair = services.Plan(
            kind="public",
            title="School fair",
            planned_on=weekday_from(local_date(now) + timedelta(days=8)),
            place="The playing field",
            leader=self.who("teacher"),
        )
        services.plan_teaching(organisation=self.school, plan=fair, by=self.who("communications-officer"), now=now)

    def send_notices(self, at: datetime) -> None:
        """Two of the yearly notices have gone out; the others wait for the communications officer."""
        officer = self.who("communications-officer")
        for notice in ParentNotice.objects.filter(organisation=self.school, topic__in=("pictures", "tasks")):
            if notice.gaps:
                services.write_notice(notice, WEBSITES, by=officer, now=at)
            services.send_notice(notice, means="newsletter", sent_on=local_date(at), count=54, by=officer, now=at)


def _around(board: Organisation) -> list[str]:
    """The short names under which the board's chair may be found."""
    return [board.short_name, *([board.parent.short_name] if board.parent else [])]
