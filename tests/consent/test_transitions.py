"""Every arrow of S05 against every status and every role, followed by the verb that follows it in the product."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from consent.models import Answer
from consent.rules.entry import Given
from consent.rules.states import LIVE, MACHINE, Status
from consent.services import FormEntry, WishEntry, invalidate_form, record_form, withdraw
from governance.kernel.errors import NotAllowed, NotFoundHere, TooLate
from tests.consent.factories import AnswerFactory
from tests.transitions import right_pairs, wrong_pairs

# An answer is stored once it is given, so these arrows make a new one and the others end or narrow one.
GIVING = {"agree": "given", "agree_on_conditions": "conditions", "refuse": "refused"}
ENDING = ["ask_amendment", "withdraw", "supersede", "invalidate"]
STORED = [status for status in Status.values if status != Status.ASKED]

# Who may follow each arrow in the SPX federation; section 4b (M12, M14, M17), written out by hand.
RECORDS = "com dpo office"
RECEIVES = "head dpo office"
WHO = {
    "agree": RECORDS,
    "agree_on_conditions": RECORDS,
    "refuse": RECORDS,
    "ask_amendment": RECEIVES,
    "withdraw": RECEIVES,
    "supersede": RECORDS,
    "invalidate": "dpo",
}


@pytest.fixture
def answer_at(pupil, mother, now):
    """Makes an answer of the mother's that stands at that status."""

    def make(status):
        ended = status in MACHINE.final
        value = status if status in GIVING.values() else "given"
        end = {"ended_at": now - timedelta(hours=2), "ended_because": "Before"} if ended else {}
        return AnswerFactory(pupil=pupil, value=value, status=status, **end)

    return make


@pytest.fixture
def follow(pupil, mother, now):
    """Follows an arrow as the product does: by a form, a wish, or the data protection officer's ruling."""

    def form(value, by):
        said = Given("image", "website", None, value, "No close-ups" if value == "conditions" else "")
        entry = FormEntry(2026, (said,), now, now.date(), True, contact=mother)
        record_form(pupil=pupil, entry=entry, by=by, now=now)

    def wish(by, **kind):
        withdraw(pupil=pupil, wish=WishEntry(received_at=now, contact=mother, **kind), by=by, now=now)

    def go(name, answer, by):
        verbs = {
            "ask_amendment": lambda: wish(by, wish="amend", conditions="No close-ups"),
            "withdraw": lambda: wish(by),
            "supersede": lambda: form("refused", by),
            "invalidate": lambda: invalidate_form(form=answer.form, because="Not the mother", by=by, now=now),
        }
        verbs[name]() if name in verbs else form(GIVING[name], by)

    return go


def stored(answer):
    """Where it stands in the database."""
    return Answer.objects.values_list("status", flat=True).get(pk=answer.pk)


@pytest.mark.clause("S05")
def test_every_arrow_has_its_verb_and_its_people():
    assert {*GIVING, *ENDING} == set(WHO) == set(MACHINE.by_name)


@pytest.mark.clause("S05", "T20", "C099", "C100", "C105", "C111")
@pytest.mark.parametrize(("name", "status"), [pair for pair in right_pairs(MACHINE) if pair[0] in ENDING])
def test_each_arrow_leads_where_the_table_says(name, status, answer_at, follow, spx):
    answer = answer_at(status)

    follow(name, answer, spx.dpo)

    assert stored(answer) == MACHINE.arrow(name, status).target


@pytest.mark.clause("S05", "T20")
@pytest.mark.parametrize(
    ("name", "status"), [pair for pair in wrong_pairs(MACHINE) if pair[0] in ENDING and pair[1] in STORED]
)
def test_no_arrow_leads_out_of_a_status_the_table_does_not_name(name, status, answer_at, follow, spx):
    answer = answer_at(status)
    before = Answer.objects.filter(pk=answer.pk).values().get()

    try:
        follow(name, answer, spx.dpo)
    except TooLate:
        assert name == "invalidate"

    assert Answer.objects.filter(pk=answer.pk).values().get() == before


@pytest.mark.clause("S05", "C091", "C093", "C094", "C097")
@pytest.mark.parametrize("name", GIVING)
def test_what_is_given_stands_at_what_was_said(name, follow, spx, pupil):
    follow(name, None, spx.office)

    assert Answer.objects.get(pupil=pupil).status == MACHINE.arrow(name, Status.ASKED).target


@pytest.mark.clause("S05", "M12", "M14", "M17")
@pytest.mark.parametrize("name", WHO)
def test_only_the_roles_of_the_table_follow_an_arrow(name, answer_at, follow, spx, pupil):
    allowed = set()
    for who, person in spx.everyone().items():
        with transaction.atomic():
            answer = None if name in GIVING else answer_at("given")
            before = Answer.objects.count()
            try:
                follow(name, answer, person)
                allowed.add(who)
            except (NotAllowed, NotFoundHere):
                assert Answer.objects.count() == before
                assert answer is None or stored(answer) == "given"
            transaction.set_rollback(True)

    assert allowed == set(WHO[name].split())


@pytest.mark.clause("S05", "T20")
@pytest.mark.parametrize("status", [Status.ASKED, "not-asked", "expired"])
def test_the_database_keeps_no_answer_that_nobody_gave(status, answer_at):
    answer = answer_at("given")

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(status=status)


@pytest.mark.clause("S05", "T20")
@pytest.mark.parametrize("status", LIVE)
def test_the_database_ends_no_answer_without_saying_when_and_why(status, answer_at):
    answer = answer_at(status)

    for final in MACHINE.final:
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(status=final)
