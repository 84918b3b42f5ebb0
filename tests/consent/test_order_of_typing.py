"""Forms are typed in whenever somebody has the time: what counts is the order in which they reached the school (D20, law 2)."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.models import Answer
from consent.rules.entry import Given
from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.rules.states import Kind
from consent.rules.times import hour_known, surely_later
from consent.selectors import rulings
from consent.selectors.parents import child_view
from consent.services import FormEntry, WishEntry, invalidate_form, record_form, withdraw
from governance.kernel.dates import local_date, local_midnight
from tests.consent.factories import AnswerFactory

WEBSITE, PRINT = Use("image", "website"), Use("image", "print")
THURSDAY, MONDAY, TUESDAY = (datetime(2026, 10, day, 8, 0, tzinfo=UTC) for day in (1, 5, 6))
NOVEMBER = datetime(2026, 11, 1).date()


def says(value, use=WEBSITE):
    """One answer as it is typed."""
    return Given(use.kind, use.channel, use.account_id, value, "Only from behind" if value == "conditions" else "")


def received(at, mother, *answers, **changes):
    """A form of the mother that reached the school then, signed the same day."""
    return FormEntry(
        2026,
        answers or (says("given"),),
        at,
        changes.pop("signed_on", local_date(at)),
        True,
        contact=mother,
        **changes,
    )


def typed(pupil, spx, *entries, at=TUESDAY):
    """The forms, typed in one after another on Tuesday."""
    return [record_form(pupil=pupil, entry=one, by=spx.office, now=at + timedelta(hours=2)) for one in entries]


def ruling(pupil, at, use=WEBSITE):
    """What may be done at that moment."""
    return rulings([pupil.pk], [use], on=local_date(at), now=at)[pupil.pk, use]


@pytest.fixture
def alone(pupil, spx):
    """The pupil, who answers for themselves with a yes everywhere, so that it depends on the mother alone."""
    for use in (WEBSITE, PRINT):
        AnswerFactory(pupil=pupil, by_pupil=True, kind=use.kind, channel=use.channel)
    return pupil


@pytest.mark.clause("C097", "D20", "Q30", "T20")
@pytest.mark.parametrize("order", [1, -1])
def test_an_older_yes_typed_in_later_never_wipes_out_a_newer_no(alone, mother, spx, order):
    forms = [received(THURSDAY, mother), received(MONDAY, mother, says("refused"))]

    typed(alone, spx, *forms[::order])

    assert ruling(alone, TUESDAY).reasons == (Reason.REFUSED,)
    assert set(Answer.objects.filter(person_key__startswith="contact").values_list("value", "status", "ended_at")) == {
        ("given", "superseded", MONDAY),
        ("refused", "refused", None),
    }


@pytest.mark.clause("C104", "T20")
def test_an_older_form_is_kept_with_what_replaced_it(alone, mother, spx):
    newer, older = typed(alone, spx, received(MONDAY, mother, says("refused")), received(THURSDAY, mother))

    kept = older.answers.get()
    assert (kept.ended_because, kept.ended_by_reference) == ("A newer form of the same person", newer.reference)
    assert newer.answers.get().ended_at is None


@pytest.mark.clause("Q36", "D20")
@pytest.mark.parametrize("order", [1, -1])
def test_what_the_newer_form_leaves_open_stays_open_whichever_is_typed_first(alone, mother, spx, order):
    forms = [received(THURSDAY, mother, says("given", PRINT)), received(MONDAY, mother)]

    typed(alone, spx, *forms[::order])

    assert ruling(alone, TUESDAY).may_use
    assert ruling(alone, TUESDAY, PRINT).reasons == (Reason.SUPERSEDED,)


@pytest.mark.clause("T12", "C099")
@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("of_the_yes", "of_the_no"),
    [
        (MONDAY, MONDAY),
        (MONDAY, local_midnight(MONDAY.date())),
        (local_midnight(MONDAY.date()), MONDAY),
        (local_midnight(MONDAY.date()), local_midnight(MONDAY.date())),
    ],
)
def test_of_two_forms_that_may_have_come_in_either_order_the_no_wins(alone, mother, spx, of_the_yes, of_the_no, order):
    forms = [received(of_the_yes, mother), received(of_the_no, mother, says("refused"))]

    typed(alone, spx, *forms[::order])

    assert Reason.REFUSED in ruling(alone, TUESDAY).reasons
    assert Answer.objects.filter(ended_at=None, person_key__startswith="contact").count() == 2


@pytest.mark.clause("Q36", "D20")
@pytest.mark.parametrize("order", [1, -1])
def test_a_form_that_came_last_ends_the_earlier_ones_even_where_another_was_to_end_them_later(
    alone, mother, spx, order
):
    later_start = received(THURSDAY + timedelta(days=1), mother, starts_on=NOVEMBER)
    forms = [received(THURSDAY, mother, says("given", PRINT)), later_start, received(MONDAY, mother)]

    typed(alone, spx, *forms[::order])

    assert not ruling(alone, TUESDAY, PRINT).may_use
    assert ruling(alone, TUESDAY).may_use


@pytest.mark.clause("C091", "T13")
def test_a_form_that_is_to_be_replaced_next_month_can_still_be_declared_invalid_today(alone, mother, spx):
    now, later = MONDAY, TUESDAY + timedelta(hours=3)
    first, _ = typed(alone, spx, received(THURSDAY, mother), received(now, mother, starts_on=NOVEMBER))
    before = ruling(alone, TUESDAY)

    invalidate_form(form=first, because="A court order.", by=spx.dpo, now=later)

    assert before.may_use
    assert Reason.NOT_VALID in ruling(alone, later).reasons


def test_a_form_declared_invalid_replaces_nothing_that_is_typed_in_after(alone, mother, spx):
    newer, *_ = typed(alone, spx, received(MONDAY, mother, says("refused")))
    invalidate_form(form=newer, because="It was another child's.", by=spx.dpo, now=TUESDAY + timedelta(hours=2))

    typed(alone, spx, received(THURSDAY, mother))

    assert ruling(alone, TUESDAY + timedelta(hours=2)).may_use


def test_the_familys_page_tells_what_was_said_until_the_next_form_starts(alone, mother, spx):
    typed(alone, spx, received(THURSDAY, mother), received(MONDAY, mother, says("refused"), starts_on=NOVEMBER))

    said = {line.place.name: line.said for line in child_view(mother, alone, now=TUESDAY).images}

    assert said["School website"] == "Yes"


def test_the_familys_page_shows_the_no_where_nobody_knows_which_came_last(alone, mother, spx):
    typed(alone, spx, received(local_midnight(MONDAY.date()), mother, says("refused")), received(MONDAY, mother))

    said = {line.place.name: line.said for line in child_view(mother, alone, now=TUESDAY).images}

    assert said["School website"] == "No"


@pytest.mark.clause("T20")
def test_the_database_refuses_an_answer_that_ended_before_the_school_had_it(pupil):
    with pytest.raises(IntegrityError, match=r"answer_ends_after_receipt|CHECK"), transaction.atomic():
        AnswerFactory(
            pupil=pupil, status="superseded", ended_because="Newer", ended_at=THURSDAY, form__received_at=MONDAY,
            form__entered_at=MONDAY,
        )  # fmt: skip


MORNING = local_midnight(MONDAY.date())


@pytest.mark.clause("D20", "C099")
@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        (MONDAY, THURSDAY, True),
        (THURSDAY, MONDAY, False),
        (MONDAY, MONDAY, False),
        (MONDAY + timedelta.resolution, MONDAY, True),
        (MONDAY, MORNING, False),
        (MORNING, MONDAY, False),
        (MORNING, MORNING, False),
        (MORNING, THURSDAY, True),
        (MORNING + timedelta(days=1), MORNING, True),
        # The clocks go back on 25 October 2026: that day has twenty-five hours.
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), datetime(2026, 10, 24, 23, 0, tzinfo=UTC), False),
        (datetime(2026, 10, 26, 0, 0, tzinfo=UTC), datetime(2026, 10, 24, 23, 0, tzinfo=UTC), True),
    ],
)
def test_later_means_later_whatever_the_hour_that_nobody_knows(one, other, later):
    assert surely_later(one, other) is later


def test_an_hour_is_unknown_only_where_the_day_begins():
    assert not hour_known(MORNING)
    assert hour_known(MORNING + timedelta.resolution)
    assert hour_known(datetime(2026, 10, 5, 0, 0, tzinfo=UTC))  # 1am in London


# Hours around Monday, from Thursday to Monday night; a form without an hour is kept at the midnight of its day.
hours = st.integers(0, 96).map(lambda number: THURSDAY + timedelta(hours=number))
moments = hours | hours.map(lambda at: local_midnight(local_date(at)))
values = st.sampled_from([None, "given", "given", "conditions", "refused"])


@st.composite
def forms(draw):
    """A form of the mother: when it came, from when it counts, what it says about two places."""
    website, in_print = draw(values), draw(values)
    answers = [says(website)] if website else []
    answers += [says(in_print, PRINT)] if in_print else []
    starts = draw(st.sampled_from([None, None, NOVEMBER, NOVEMBER + timedelta(days=3)]))
    return draw(moments), tuple(answers) or (says("refused", Use(Kind.VIDEO, "website")),), starts


def as_ruled(pupil, mother, spx, entries):
    """What may be done now and on later days if the forms are typed in that order; nothing of it is kept."""
    numbers = count()
    with transaction.atomic():
        for at, answers, starts in entries:
            now = TUESDAY + timedelta(minutes=next(numbers))
            record_form(pupil=pupil, entry=received(at, mother, *answers, starts_on=starts), by=spx.office, now=now)
        asked = [TUESDAY + timedelta(days=days, hours=1) for days in (0, 20, 27, 40)]
        found = [ruling(pupil, at, use) for at in asked for use in (WEBSITE, PRINT)]
        transaction.set_rollback(True)
    return [(one.may_use, set(one.reasons), set(one.conditions)) for one in found]


@pytest.mark.clause("D20", "C097", "T12")
@settings(max_examples=25)
@given(data=st.data(), entries=st.lists(forms(), min_size=2, max_size=4))
def test_the_ruling_does_not_depend_on_the_order_in_which_forms_are_typed(alone, mother, spx, data, entries):
    shuffled = data.draw(st.permutations(entries))

    assert as_ruled(alone, mother, spx, entries) == as_ruled(alone, mother, spx, shuffled)


@pytest.mark.clause("C099", "D20")
@settings(max_examples=15)
@given(entries=st.lists(forms(), min_size=1, max_size=3), wished=moments, place=st.integers(0, 3))
def test_nor_on_when_a_withdrawal_is_typed_between_them(alone, mother, spx, entries, wished, place):
    def ruled(at_place):
        with transaction.atomic():
            for number, step in enumerate([*entries[:at_place], None, *entries[at_place:]]):
                now = TUESDAY + timedelta(minutes=number)
                if step is None:
                    withdraw(pupil=alone, wish=WishEntry(wished, contact=mother), by=spx.office, now=now)
                else:
                    at, answers, starts = step
                    entry = received(at, mother, *answers, starts_on=starts)
                    record_form(pupil=alone, entry=entry, by=spx.office, now=now)
            asked = [TUESDAY + timedelta(days=days, hours=1) for days in (0, 20, 27, 40)]
            found = [ruling(alone, at, use).may_use for at in asked for use in (WEBSITE, PRINT)]
            transaction.set_rollback(True)
        return found

    assert ruled(0) == ruled(place)
