"""Somebody who runs accounts is away: another runs and watches them for those days, and nothing passes on (C028, C117)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Authorisation, CredentialsChange, RotaTurn, RunnerAbsence
from accounts.rules.absences import CoverFacts, cover_refused, days_refused
from accounts.rules.applications import RunnerFacts
from accounts.selectors.checks import watchers_on
from accounts.selectors.holdings import runs_on
from accounts.services import check_runners, cover_absence, end_absence, end_lapsed_authorisations, end_runner
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.models import Engagement
from governance.people.roles import Role
from tests.accounts.factories import AccountFactory, TurnFactory
from tests.factories import PersonFactory
from tests.policies.factories import SignatureFactory, make_ready

TODAY = date(2026, 10, 5)
FIRST, LAST = date(2026, 10, 12), date(2026, 10, 23)
ANN = RunnerFacts(person_id=1, name="Ann", is_staff=True)
BEN = RunnerFacts(person_id=2, name="Ben", is_staff=True)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (LAST, FIRST, "comes before the first"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), "gone by"),
        (TODAY, TODAY + timedelta(days=400), "a year at most"),
    ],
)
def test_days_that_cannot_be(first, last, words):
    assert words in days_refused(first, last, today=TODAY)[0]
    assert days_refused(TODAY - timedelta(days=3), TODAY, today=TODAY) == []


@pytest.mark.clause("C028", "T39", "T40", "C029")
@pytest.mark.parametrize(
    ("running", "count"),
    [
        ((ANN, BEN), 0),
        ((ANN, RunnerFacts(person_id=2, name="Ben", is_staff=False)), 1),
        ((ANN, RunnerFacts(person_id=1, name="Ann", is_staff=True)), 1),
    ],
)
def test_different_staff_are_counted(running, count):
    assert len(cover_refused([CoverFacts("News", running)], fewest=2, needs=frozenset())) == count


@pytest.mark.clause("C029")
def test_whoever_stands_in_is_ready():
    unready = RunnerFacts(person_id=2, name="Ben", is_staff=True, trained=False)

    assert (
        "News: Ben has not been trained"
        in cover_refused([CoverFacts("News", (ANN, unready), (unready,))], fewest=2, needs={"training"})[0]
    )


@pytest.fixture
def stand_in(spx):
    """The head of school, ready to run an account."""
    make_ready(spx.hos, spx.top)
    return spx.hos


@pytest.fixture
def arrange(spx, live, now):
    """Arrange who stands in for the teacher."""

    def arranged(**changes):
        how = {"person": spx.teacher, "stand_in": spx.hos, "organisation": spx.school, "first": FIRST, "last": LAST}
        return cover_absence(**{**how, "by": spx.com, "now": now, **changes})

    return arranged


@pytest.mark.django_db
@pytest.mark.clause("C028", "C117", "C036")
def test_the_stand_in_runs_and_watches_for_those_days_and_may_be_let_post(spx, live, stand_in, arrange):
    arrange()

    runner = live.runners.get(person=stand_in)
    asked = Authorisation.objects.get(person=stand_in)
    assert (runner.starts_on, runner.ends_on, runner.is_lead) == (FIRST, LAST, False)
    assert (asked.status, asked.scope, asked.starts_on, asked.ends_on) == ("requested", "post", FIRST, LAST)
    assert watchers_on([live], FIRST)[live.pk] == stand_in
    assert watchers_on([live], LAST + timedelta(days=1))[live.pk] == spx.teacher
    assert live.runners.get(is_lead=True).person == spx.teacher
    assert not CredentialsChange.objects.exists()


@pytest.mark.django_db
@pytest.mark.clause("C028", "T39")
@pytest.mark.parametrize("covered", [True, False])
def test_while_they_are_away_they_do_not_make_up_the_two(spx, live, stand_in, arrange, now, covered):
    absence = arrange()
    if not covered:
        absence.runners.all().delete()

    check_runners(now + timedelta(days=8))

    live.refresh_from_db()
    assert (live.status == "needs-attention") is not covered
    assert "the lead" not in live.attention


@pytest.mark.django_db
@pytest.mark.clause("C028", "T39")
@pytest.mark.parametrize("who", ["com", "volunteer"])
def test_neither_the_other_runner_nor_a_volunteer_is_enough(spx, live, arrange, who):
    volunteer = PersonFactory(working_at=spx.school, working_at__kind=Engagement.Kind.VOLUNTEER)
    make_ready(volunteer, spx.top)

    with pytest.raises(Refused, match="too few members of staff"):
        arrange(stand_in=volunteer if who == "volunteer" else spx.com)
    assert not RunnerAbsence.objects.exists()


@pytest.mark.django_db
@pytest.mark.clause("C117")
def test_whatever_is_wrong_with_the_people_is_told_at_once(spx, live, stand_in, arrange):
    Engagement.objects.filter(person=stand_in).update(ends_on=FIRST)

    with pytest.raises(Refused) as refusal:
        arrange()
    told = " ".join(refusal.value.reasons)
    assert "does not work here on all of these days" in told
    assert "too few members of staff" in told
    with pytest.raises(Refused, match="Somebody else must stand in"):
        arrange(stand_in=spx.teacher)
    with pytest.raises(Refused, match="need stand in"):
        arrange(person=spx.dsl)


@pytest.mark.django_db
@pytest.mark.clause("C117", "T62")
def test_nobody_stands_in_who_is_away_nor_is_away_twice(spx, live, stand_in, arrange):
    AccountFactory(organisation=spx.school, runners=[stand_in, spx.com])
    make_ready(spx.slt, spx.top)
    arrange(person=stand_in, stand_in=spx.slt)

    with pytest.raises(Refused, match="is away on some of these days"):
        arrange()
    with pytest.raises(Refused, match="by another entry"):
        arrange(person=stand_in, stand_in=spx.slt)


@pytest.mark.django_db
@pytest.mark.clause("D04", "P19")
def test_whoever_hands_over_arranges_it(spx, stand_in, arrange):
    for who, error in ((spx.head, NotAllowed), (spx.office, NotAllowed), (spx.stranger, NotFoundHere)):
        with pytest.raises(error):
            arrange(by=who)


@pytest.mark.django_db
@pytest.mark.clause("C117")
def test_back_before_it_began_nothing_of_it_is_left(spx, live, stand_in, arrange, now):
    absence = arrange()

    end_absence(absence, by=spx.com, now=now)

    assert not live.runners.filter(person=stand_in).exists()
    assert not RotaTurn.objects.exists()
    with pytest.raises(TooLate):
        end_absence(absence, by=spx.com, now=now)


@pytest.mark.django_db
@pytest.mark.clause("C117", "C036", "D09")
def test_back_early_what_was_arranged_ends_that_day(spx, live, stand_in, arrange, now):
    absence = arrange()
    later = now + timedelta(days=10)
    asked = Authorisation.objects.get(person=stand_in)
    signature = SignatureFactory(person=spx.head)
    Authorisation.objects.filter(pk=asked.pk).update(
        status="active", decided_at=now, decided_by=spx.head, signature=signature
    )

    end_absence(absence, by=spx.com, now=later)

    assert live.runners.get(person=stand_in).ends_on == later.date()
    assert RotaTurn.objects.get().ends_on == later.date()
    asked.refresh_from_db()
    assert (asked.status, asked.ends_on) == ("active", later.date())
    assert watchers_on([live], later.date() + timedelta(days=1))[live.pk] == spx.teacher


@pytest.mark.django_db
def test_the_database_keeps_an_absence_in_order(spx, live, stand_in, arrange):
    absence = arrange()

    for change in ({"ends_on": FIRST - timedelta(days=1)}, {"stand_in": spx.teacher}, {"back_by": spx.com}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RunnerAbsence.objects.filter(pk=absence.pk).update(**change)


@pytest.mark.django_db
@pytest.mark.clause("C117")
def test_the_pages_lead_from_arranging_it_to_coming_back(spx, live, stand_in, client_for):
    com = client_for(spx.com)
    ahead = timezone.localdate() + timedelta(days=3)
    days = {f"{name}_{part}": getattr(ahead, part) for name in ("first", "last") for part in ("day", "month", "year")}
    people = {"person": spx.teacher.reference, "stand_in": stand_in.reference}

    refused = com.post(reverse("accounts:cover_absence"), {**people, **days, "stand_in": spx.com.reference})
    assert "too few members of staff" in refused.content.decode()
    page = com.post(reverse("accounts:cover_absence"), {**people, **days}, follow=True).content.decode()

    assert "They do not go" in page
    assert f"{stand_in} stands in" in com.get(live.get_absolute_url()).content.decode()
    assert "stands in" not in client_for(spx.ict).get(live.get_absolute_url()).content.decode()
    absence = RunnerAbsence.objects.get()
    assert "They do not go" not in client_for(spx.head).get(reverse("accounts:list_absences")).content.decode()
    com.post(reverse("accounts:end_absence", args=[absence.reference]))
    assert "Nobody is away" in com.get(reverse("accounts:list_absences")).content.decode()
    assert not Duty.objects.filter(kind="J46").exists()


@pytest.mark.django_db
@pytest.mark.clause("C028", "T39", "Q36")
@pytest.mark.parametrize(
    ("day", "runs"),
    [(FIRST - timedelta(days=1), False), (FIRST, True), (LAST, True), (LAST + timedelta(days=1), False)],
)
def test_a_stand_in_runs_from_the_first_day_to_the_last(spx, live, stand_in, arrange, day, runs):
    arrange()

    running = live.runners.filter(runs_on(day), person=stand_in)

    assert running.exists() is runs
    assert live.runners.filter(runs_on(day), is_lead=True).get().person == spx.teacher


@pytest.mark.django_db
@pytest.mark.clause("C028", "T39", "Q36")
@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)])
def test_a_covered_account_is_not_marked_on_any_day(spx, live, stand_in, arrange, now, day):
    arrange()

    check_runners(now + (day - TODAY))

    live.refresh_from_db()
    assert (live.status, live.attention) == ("live", "")


@pytest.mark.django_db
@pytest.mark.clause("C028", "T39")
def test_a_stand_in_makes_up_the_two_only_for_their_days(spx, live, stand_in, arrange, now):
    arrange()
    live.runners.filter(person=spx.com).update(ends_on=FIRST - timedelta(days=2))

    check_runners(now + (FIRST - TODAY) - timedelta(days=1))

    live.refresh_from_db()
    assert "there is one" in live.attention


@pytest.mark.django_db
@pytest.mark.clause("J45", "C028", "T39", "Q36")
def test_somebody_who_stops_runs_it_to_the_end_of_their_last_day(spx, live, now):
    end_runner(live.runners.get(person=spx.com), ends_on=LAST, by=spx.com, now=now)
    told = []
    for day in (TODAY, LAST - timedelta(days=1), LAST, LAST + timedelta(days=1)):
        check_runners(now + (day - TODAY))
        live.refresh_from_db()
        told.append(live.attention)

    ahead = "Who runs it has to be looked at by Friday 23 October 2026."
    assert told[:3] == ["", ahead, ahead]
    assert "there is one" in told[3]


@pytest.fixture
def granted(spx, stand_in, now):
    """Let the stand-in have what was asked for, in that state."""

    def grant(status):
        signature = SignatureFactory(person=spx.head)
        rows = Authorisation.objects.filter(person=stand_in)
        rows.update(status=status, decided_at=now, decided_by=spx.head, signature=signature)
        return rows.get()

    return grant


@pytest.mark.django_db
@pytest.mark.clause("C117", "C036", "D09")
def test_what_had_not_begun_owes_no_password_and_nobody_is_said_to_leave(spx, live, stand_in, arrange, granted, now):
    absence = arrange()
    asked = granted("approved")

    end_absence(absence, by=spx.com, now=now)

    asked.refresh_from_db()
    assert (asked.status, asked.ended_because) == ("expired", f"{spx.teacher} does not go, so nobody stands in.")
    assert not CredentialsChange.objects.exists()


@pytest.mark.django_db
@pytest.mark.clause("C117", "C039", "T43")
def test_what_the_stand_in_could_do_owes_a_password_once_it_ends(spx, live, stand_in, arrange, granted, now):
    absence = arrange()
    asked = granted("active")
    end_absence(absence, by=spx.com, now=now + timedelta(days=10))

    end_lapsed_authorisations(now + timedelta(days=11))

    asked.refresh_from_db()
    owed = CredentialsChange.objects.get()
    assert (asked.status, owed.why) == ("expired", "expiry")
    assert stand_in in owed.gone.all()


@pytest.mark.django_db
@pytest.mark.clause("C117", "C036")
def test_what_nobody_has_decided_waits_for_the_decision_and_the_page_says_so(spx, live, stand_in, client_for):
    ahead = timezone.localdate() + timedelta(days=3)
    com = client_for(spx.com)
    absence = cover_absence(
        person=spx.teacher,
        stand_in=stand_in,
        organisation=spx.school,
        first=ahead,
        last=ahead,
        by=spx.com,
        now=timezone.now(),
    )

    told = com.post(reverse("accounts:end_absence", args=[absence.reference]), follow=True).content.decode()

    assert f"{spx.teacher} does not go. Nothing of what was arranged begins." in told
    assert "has not been decided yet: whoever decides refuses it" in told
    assert "no password is changed" not in told
    assert "the password is changed afterwards" in told
    assert Authorisation.objects.get(person=stand_in).status == "requested"


@pytest.mark.django_db
@pytest.mark.clause("C117", "C028")
def test_days_that_are_the_turn_of_others_stay_theirs(spx, live, stand_in, arrange):
    other = TurnFactory(
        account=live, person=spx.com, starts_on=FIRST + timedelta(days=3), ends_on=FIRST + timedelta(days=5)
    )

    absence = arrange()

    days = [FIRST + timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 1)]
    watching = [watchers_on([live], day)[live.pk] for day in days]
    assert watching == [spx.com if other.starts_on <= day <= other.ends_on else stand_in for day in days]
    assert [(one.starts_on, one.ends_on) for one in absence.turns.order_by("starts_on")] == [
        (FIRST, other.starts_on - timedelta(days=1)),
        (other.ends_on + timedelta(days=1), LAST),
    ]


@pytest.mark.django_db
@pytest.mark.clause("C117")
def test_whoever_is_away_and_watches_nothing_leaves_the_rota_as_it_is(spx, live, stand_in, arrange):
    make_ready(spx.slt, spx.top)
    live.runners.filter(person=spx.teacher).update(is_lead=False)
    live.runners.filter(person=spx.com).update(is_lead=True)

    absence = arrange()

    assert not absence.turns.exists()
    assert watchers_on([live], FIRST)[live.pk] == spx.com


@pytest.fixture
def theirs(spx, live):
    """Somebody who looks after the accounts of the school alone, and an account of the other that the teacher runs too."""
    account = AccountFactory(organisation=spx.small, name="Quay news", runners=[spx.teacher, spx.com])
    return PersonFactory(working_at=spx.school, roles=[Role.COM]), account


@pytest.mark.django_db
@pytest.mark.clause("C117", "D04")
def test_an_account_of_another_school_is_left_out_and_named(spx, live, stand_in, theirs, client_for):
    by, account = theirs
    ahead = timezone.localdate() + timedelta(days=3)
    days = {f"{name}_{part}": getattr(ahead, part) for name in ("first", "last") for part in ("day", "month", "year")}
    people = {"person": spx.teacher.reference, "stand_in": stand_in.reference}

    page = client_for(by).post(reverse("accounts:cover_absence"), {**people, **days}, follow=True).content.decode()

    assert f"Not arranged for Quay news ({spx.small}): you look after no accounts there." in page
    assert live.runners.filter(person=stand_in).exists()
    assert not account.runners.filter(person=stand_in).exists()
    assert not RotaTurn.objects.filter(account=account).exists()


@pytest.mark.django_db
@pytest.mark.clause("C117", "D04")
def test_where_no_account_is_within_reach_it_is_refused_by_name(spx, live, stand_in, theirs, arrange):
    live.runners.filter(person=spx.teacher).delete()

    with pytest.raises(Refused, match="Quay news"):
        arrange(by=theirs[0])
    assert not RunnerAbsence.objects.exists()
