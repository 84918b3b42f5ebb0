"""What happens by itself: authorisations end, wait, stop and go on; accounts without enough runners are marked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Authorisation, SocialAccount
from accounts.services import add_runner, end_lapsed_authorisations, end_runner, sweeps
from accounts.tasks import end_lapsed_authorisations as task
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.errors import Refused
from governance.people.models import Engagement
from governance.permissions import objects
from policies.models import TrainingRecord
from policies.services import publish_version, sign_version, write_version
from tests.accounts.factories import AccountFactory, AuthorisationFactory
from tests.factories import PersonFactory
from tests.policies.factories import make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted(spx, live):
    """The teacher's authorisation."""
    return Authorisation.objects.get(person=spx.teacher)


@pytest.mark.clause("S03", "J46", "T37")
def test_an_authorisation_ends_after_its_last_day_and_the_password_is_to_be_changed(spx, live, granted, now):
    Authorisation.objects.update(ends_on=date(2026, 10, 4))

    end_lapsed_authorisations(now)

    granted.refresh_from_db()
    assert granted.status == "expired"
    assert Duty.objects.filter(kind="J46", closed_at=None).count() == 1
    assert not objects.holds(spx.teacher, "post_to_socialaccount", live)


def test_on_its_last_day_it_stands(spx, granted, now):
    Authorisation.objects.update(ends_on=date(2026, 10, 5))

    end_lapsed_authorisations(now)

    granted.refresh_from_db()
    assert granted.status == "active"


@pytest.mark.clause("D09", "S03", "J46")
@pytest.mark.parametrize("status", ["approved", "active", "suspended"])
def test_it_ends_with_the_persons_time_at_the_school(spx, granted, now, status):
    Authorisation.objects.update(status=status)
    Engagement.objects.filter(person=spx.teacher).update(ends_on=date(2026, 10, 4))

    end_lapsed_authorisations(now)

    granted.refresh_from_db()
    assert (granted.status, granted.ended_because) == ("expired", "The person’s time at the school has ended.")


@pytest.mark.clause("D16")
def test_running_twice_does_nothing_twice(spx, granted, now):
    Authorisation.objects.update(ends_on=date(2026, 10, 4))

    end_lapsed_authorisations(now)
    events, duties = AuditEvent.objects.count(), Duty.objects.count()
    end_lapsed_authorisations(now)

    assert (AuditEvent.objects.count(), Duty.objects.count()) == (events, duties)


@pytest.mark.clause("D16")
def test_a_missed_night_is_caught_up(spx, granted, now):
    Authorisation.objects.update(ends_on=date(2026, 10, 4))

    end_lapsed_authorisations(now + timedelta(days=3))

    granted.refresh_from_db()
    assert granted.status == "expired"


@pytest.mark.clause("S03", "C042")
def test_training_that_runs_out_suspends_and_training_again_lifts_it(spx, granted, now):
    records = TrainingRecord.objects.filter(person=spx.teacher)
    records.update(valid_until=date(2026, 10, 4))
    end_lapsed_authorisations(now)
    granted.refresh_from_db()
    assert granted.status == "suspended"

    records.update(valid_until=date(2027, 10, 4))
    end_lapsed_authorisations(now)

    granted.refresh_from_db()
    assert granted.status == "active"


def test_what_a_person_suspended_the_product_does_not_lift(spx, granted, now):
    Authorisation.objects.update(status="suspended", suspended_by_system=False)

    end_lapsed_authorisations(now)

    granted.refresh_from_db()
    assert granted.status == "suspended"


@pytest.mark.clause("S03")
def test_an_approved_one_becomes_active_on_its_first_day(spx, granted, now):
    Authorisation.objects.update(status="approved", starts_on=date(2026, 10, 6))
    end_lapsed_authorisations(now)
    granted.refresh_from_db()
    assert granted.status == "approved"

    end_lapsed_authorisations(now + timedelta(days=1))

    granted.refresh_from_db()
    assert granted.status == "active"


@pytest.mark.clause("C038", "S03", "S18", "J53")
def test_new_terms_suspend_a_poster_until_they_are_signed(spx, granted, now):
    document = spx.teacher.acknowledgements.get(version__document__kind="terms").version.document
    version = write_version(document=document, text="Stricter", material=True, by=spx.com, now=now)

    publish_version(version, by=spx.com, now=now)
    granted.refresh_from_db()
    suspended = granted.status
    sign_version(version, by=spx.teacher, now=now, proved_at=now, printed_name=spx.teacher.name)

    granted.refresh_from_db()
    assert (suspended, granted.status) == ("suspended", "active")
    assert not Duty.objects.filter(kind="J53", asked_person=spx.teacher, closed_at=None).exists()


@pytest.mark.clause("C028", "J45", "T39", "S02")
def test_an_account_left_with_one_member_of_staff_is_marked_though_a_volunteer_helps(spx, live, now):
    helper = PersonFactory(working_at=spx.school, working_at__volunteer=True)
    make_ready(helper, spx.top)
    add_runner(live, person=helper, is_lead=False, by=spx.com, now=now)
    Engagement.objects.filter(person=spx.com).update(ends_on=date(2026, 10, 4))

    end_lapsed_authorisations(now)

    live.refresh_from_db()
    assert live.status == "needs-attention"
    assert "It needs at least two different members of staff to run it; there is one." in live.attention
    assert Duty.objects.get(kind="J45").asked_role == "COM"


@pytest.mark.clause("J45", "C040")
@pytest.mark.parametrize(("days", "status"), [(13, "needs-attention"), (14, "live")])
def test_a_runner_who_leaves_within_a_fortnight_is_seen_ahead(spx, live, now, days, status):
    Engagement.objects.filter(person=spx.teacher).update(ends_on=date(2026, 10, 5) + timedelta(days=days))

    end_lapsed_authorisations(now)

    live.refresh_from_db()
    assert live.status == status


@pytest.mark.clause("J45", "S02")
def test_a_new_runner_clears_the_mark(spx, live, now):
    end_runner(live.runners.get(person=spx.com), ends_on=date(2026, 10, 4), by=spx.com, now=now)
    live.refresh_from_db()
    assert live.status == "needs-attention"

    make_ready(spx.hos, spx.top)
    add_runner(live, person=spx.hos, is_lead=False, by=spx.com, now=now)

    live.refresh_from_db()
    assert live.status == "live"
    assert AuditEvent.objects.get(action="account.clear").actor_reference == spx.com.reference
    assert not Duty.objects.filter(kind="J45", closed_at=None).exists()


@pytest.mark.clause("J45")
def test_accounts_that_are_as_they_were_cost_no_statement_of_their_own(spx, live, now, django_assert_max_num_queries):
    ill = [AccountFactory(organisation=spx.school, name=f"Alone {n}", runners=[spx.teacher]) for n in range(6)]
    end_lapsed_authorisations(now)
    assert {account.attention for account in SocialAccount.objects.filter(pk__in=[one.pk for one in ill])} != {""}
    for n in range(6):
        AccountFactory(organisation=spx.school, name=f"Well {n}", runners=[spx.teacher, spx.com])

    with django_assert_max_num_queries(20):
        sweeps.check_runners(now)

    assert SocialAccount.objects.filter(status="live").count() == 7
    assert Duty.objects.filter(kind="J45", closed_at=None).count() == 6


@pytest.mark.clause("J45")
def test_somebody_is_asked_again_for_runners_where_what_was_asked_is_gone(spx, live, now):
    end_runner(live.runners.get(person=spx.com), ends_on=date(2026, 10, 4), by=spx.com, now=now)
    Duty.objects.filter(kind="J45").delete()

    sweeps.check_runners(now)

    assert Duty.objects.filter(kind="J45", closed_at=None).count() == 1


@pytest.mark.clause("C029", "J45")
def test_a_runner_whose_training_ran_out_marks_the_account(spx, live, now):
    TrainingRecord.objects.filter(person=spx.com).update(valid_until=date(2026, 10, 4))

    end_lapsed_authorisations(now)

    live.refresh_from_db()
    assert live.status == "needs-attention"


@pytest.mark.clause("C029", "C030")
def test_somebody_who_is_not_ready_is_not_taken_on(spx, live, now):
    with pytest.raises(Refused) as refusal:
        add_runner(live, person=spx.ict, is_lead=False, by=spx.com, now=now)

    assert len(refusal.value.reasons) == 2


def test_one_that_cannot_be_done_holds_up_no_other(spx, live, now, monkeypatch):
    other = AuthorisationFactory(account=live, person=spx.com)
    Authorisation.objects.update(ends_on=date(2026, 10, 4))

    expire = sweeps.expire

    def fails_once(one, **kwargs):
        if one.pk != other.pk:
            raise Refused("Broken")
        expire(one, **kwargs)

    monkeypatch.setattr(sweeps, "expire", fails_once)
    end_lapsed_authorisations(now)

    other.refresh_from_db()
    assert other.status == "expired"


def test_the_hourly_job_does_it_by_the_clock(spx, granted):
    Authorisation.objects.update(ends_on=datetime.now(tz=UTC).date() - timedelta(days=400), starts_on=date(2020, 1, 1))

    task()

    granted.refresh_from_db()
    assert granted.status == "expired"
    assert SocialAccount.objects.exists()
