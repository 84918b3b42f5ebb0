"""An adult's question about the policy reaches the head, is answered and kept, and may help everybody (C017)."""

import pytest

from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.notices.models import Notice
from governance.people.roles import Role
from governance.workflow.services import move
from policies.models import PolicyQuestion
from policies.rules.questions import QUESTION
from policies.selectors import questions_for
from policies.services import answer_question, ask_question, share_question, unshare_question
from tests.factories import PersonFactory
from tests.policies.factories import DocumentFactory, QuestionFactory, VersionFactory
from tests.transitions import (
    assert_followed_by,
    assert_missing_arrows_are_refused,
    assert_product_follows_its_own,
)

pytestmark = pytest.mark.django_db
QUESTION_TEXT = "May I, Perdita, post for the club?"


@pytest.fixture
def policy(spx):
    """The federation's policy, in force."""
    return VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), number=1)


def make(spx):
    """Makes a question of the teacher's in a status."""

    def in_status(status):
        version = VersionFactory(document__organisation=spx.school, document__kind="other")
        how = {} if status == "asked" else {status: True}
        return QuestionFactory(version=version, asked_by=spx.teacher, **how)

    return in_status


def follow(now):
    """Follows an arrow with whatever it needs."""

    def go(thing, name, by):
        person = None if by is SYSTEM else by
        written = {
            "answer": {"answer": "Yes", "answered_by": person, "answered_at": now},
            "share": {"shown_as": "May a club post?"},
        }
        return move(thing, name, by=by, now=now, changes=written.get(name) if person else None)

    return go


@pytest.mark.clause("C017")
def test_nobody_follows_an_arrow_that_is_not_there(spx, now):
    assert_missing_arrows_are_refused(QUESTION, make(spx), follow(now), spx.everyone())


@pytest.mark.clause("C017")
@pytest.mark.parametrize("name", QUESTION.by_name)
def test_the_head_follows_each_arrow_and_nobody_else_does(name, spx, now):
    assert_followed_by(QUESTION, name, make(spx), follow(now), spx.everyone(), "head")
    assert_product_follows_its_own(QUESTION, name, make(spx), follow(now))


@pytest.mark.clause("C017")
def test_a_question_reaches_the_head_and_the_answer_closes_it_and_tells_whoever_asked(spx, policy, now):
    question = ask_question(policy, text=QUESTION_TEXT, by=spx.teacher, now=now)

    duty = Duty.objects.get(kind="J+policy-question")
    assert (duty.asked_person, question.organisation) == (spx.head, spx.school)
    assert local_date(duty.due_at).isoformat() == "2026-10-20"
    assert "club" not in duty.label

    answer_question(question, answer="Yes, once it is approved.", by=spx.head, now=now)

    duty.refresh_from_db()
    assert duty.closed_at == now
    assert Notice.objects.filter(person=spx.teacher, subject__contains="answered").count() == 1
    assert not AuditEvent.objects.filter(facts__contains="club").exists()
    with pytest.raises(TooLate):
        answer_question(question, answer="No", by=spx.head, now=now)


@pytest.mark.clause("C017", "K03")
def test_the_heads_own_question_goes_to_the_chair(spx, policy, now):
    question = ask_question(policy, text="May I?", by=spx.head, now=now)

    assert Duty.objects.get(kind="J+policy-question").asked_person == spx.chair
    with pytest.raises(NotAllowed):
        answer_question(question, answer="Of course I may", by=spx.head, now=now)
    answer_question(question, answer="Yes", by=spx.chair, now=now)
    assert PolicyQuestion.objects.get().answered_by == spx.chair


@pytest.mark.clause("C017")
def test_only_about_the_policy_and_only_by_those_it_covers(spx, policy, now):
    with pytest.raises(NotFoundHere):
        ask_question(policy, text="May I?", by=spx.stranger, now=now)
    terms = VersionFactory(document=DocumentFactory(organisation=spx.top), number=1)
    with pytest.raises(Refused, match="whoever wrote them"):
        ask_question(terms, text="May I?", by=spx.teacher, now=now)
    helper = PersonFactory(working_at=spx.school, working_at__volunteer=True)
    assert ask_question(policy, text="May I?", by=helper, now=now).asked_by == helper


@pytest.mark.clause("C017", "D04")
def test_one_reads_ones_own_questions_and_those_one_answers(spx, policy, client_for):
    mine = QuestionFactory(version=policy, organisation=spx.school, asked_by=spx.teacher)
    other = QuestionFactory(version=policy, organisation=spx.small)

    def said(person, question):
        return client_for(person).get(question.get_absolute_url()).status_code

    assert [said(spx.teacher, one) for one in (mine, other)] == [200, 404]
    assert [said(spx.head, one) for one in (mine, other)] == [200, 200]
    assert said(spx.com, mine) == 403
    listed = client_for(spx.teacher).get("/policies/questions/").content.decode()
    assert mine.get_absolute_url() in listed
    assert other.get_absolute_url() not in listed
    assert questions_for(client_for(spx.head).get("/policies/questions/").wsgi_request.standing).count() == 2


@pytest.mark.clause("C017")
def test_what_is_useful_to_everybody_is_shown_without_a_name_until_it_is_not(spx, policy, client_for, now):
    question = ask_question(policy, text=QUESTION_TEXT, by=spx.teacher, now=now)
    head, reader = client_for(spx.head), client_for(spx.dsl)
    head.post(f"{question.get_absolute_url()}answer/", {"answer": "Yes, once approved."})
    assert "Yes, once approved." not in reader.get(policy.get_absolute_url()).content.decode()
    form = head.get(f"{question.get_absolute_url()}share/").content.decode()
    assert QUESTION_TEXT in form

    head.post(f"{question.get_absolute_url()}share/", {"shown_as": "May a club post?"})

    page = reader.get(policy.get_absolute_url()).content.decode()
    assert "May a club post?" in page
    assert "Yes, once approved." in page
    assert "Perdita" not in page
    assert str(spx.teacher) not in page
    question.refresh_from_db()
    unshare_question(question, by=spx.head, now=now)
    assert "May a club post?" not in reader.get(policy.get_absolute_url()).content.decode()


@pytest.mark.clause("C017", "D04")
def test_a_question_of_another_school_is_not_shown_here(spx, policy, client_for, now):
    question = QuestionFactory(version=policy, organisation=spx.small, answered=True)
    share_question(question, shown_as="May a club post?", by=spx.head, now=now)

    neighbour = PersonFactory(working_at=spx.small)
    shown = [client_for(one).get(policy.get_absolute_url()).content.decode() for one in (neighbour, spx.teacher)]
    assert ["May a club post?" in page for page in shown] == [True, False]


@pytest.mark.clause("C017")
def test_asking_from_the_page_and_an_empty_question(spx, policy, client_for):
    reader, address = client_for(spx.teacher), f"/policies/versions/{policy.reference}/ask/"
    assert address in reader.get(policy.get_absolute_url()).content.decode()
    assert "Write your question." in reader.post(address, {"text": " "}).content.decode()

    page = reader.post(address, {"text": "May I <b>post</b>?"}, follow=True).content.decode()

    assert "Your question is sent" in page
    assert "May I &lt;b&gt;post&lt;/b&gt;?" in page


@pytest.mark.clause("C017", "K03")
def test_whoever_stands_in_for_the_head_answers(spx, policy, now):
    question = ask_question(policy, text="May I?", by=spx.teacher, now=now)
    second = PersonFactory(working_at=spx.school, roles=[Role.HD])

    answer_question(question, answer="Yes", by=second, now=now)

    assert PolicyQuestion.objects.get().answered_by == second
