"""What is asked of staff: read on a page, signed with the policy and kept; channels agreed; monitoring told, never agreed to."""

from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.db.models.signals import pre_save
from django.utils import timezone

from governance.audit.models import AuditEvent
from governance.kernel.dates import local_date, long_date
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.notices.models import Notice
from governance.pages.proof import SESSION_KEY
from policies.models import Acknowledgement, ConductSheet, ContactChannel, MonitoringNotice, MonitoringWording
from policies.rules.sheets import CHANGED, NO_CHANNEL
from policies.selectors import asked_at, asked_of, has_changed, last_sheet, mark_of_asked
from policies.selectors.paper_lists import list_printed_at, list_with_mark
from policies.selectors.sheets import not_told
from policies.services import (
    Sheet,
    agree_channel,
    ask_to_sign,
    end_channel,
    key_sheet,
    sign_version,
    tell_of_monitoring,
    word_monitoring,
)
from tests.factories import EngagementFactory, PersonFactory, ProfileVersionFactory
from tests.fixtures import make_world
from tests.policies.factories import (
    AcknowledgementFactory,
    ChannelFactory,
    DocumentFactory,
    SheetFactory,
    ToldFactory,
    VersionFactory,
    WordingFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/policies/expectations/"
LATER = timedelta(days=1)


@pytest.fixture
def wan(db):
    """A single school that names its channels."""
    return make_world("WAN", "school")


@pytest.fixture
def policy(wan):
    """The school's policy in force."""
    return VersionFactory(document=DocumentFactory(organisation=wan.school, policy=True), text="## Be kind", number=1)


def sign(version, person, now, **more):
    given = {"proved_at": now, "printed_name": person.name}
    return sign_version(version, by=person, now=now, **{**given, **more})


def proved(client_for, person):
    """A browser whose person has just proved who they are."""
    client = client_for(person)
    session = client.session
    session[SESSION_KEY] = timezone.now().isoformat()
    session.save()
    return client


class Controls(HTMLParser):
    """Every control of a page with its attributes, and the words of each label and button."""

    def __init__(self, page):
        super().__init__()
        self.controls, self.words, self.inside, self.forms, self.told_in = [], [], [], 0, set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in ("input", "select", "textarea", "button"):
            self.controls.append(dict(attrs))
        if tag in ("label", "button", "legend"):
            self.inside.append(tag)
            self.words.append("")
        if tag == "form":
            self.forms += 1

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()
        if tag == "form":
            self.forms -= 1

    def handle_data(self, data):
        if self.inside:
            self.words[-1] += data
        if "Notice of monitoring" in data:
            self.told_in.add(bool(self.forms))


@pytest.mark.clause("C011", "C015", "C187", "D10")
def test_what_was_shown_is_kept_word_for_word_with_the_signature_and_its_profile(wan, policy, now):
    ChannelFactory(organisation=wan.school, name="Seesaw")
    shown = asked_of(policy, wan.teacher, now)[0]

    mine = sign(policy, wan.teacher, now, seen=mark_of_asked([shown]))
    ContactChannel.objects.get().delete()
    ProfileVersionFactory(organisation=wan.top, number=2, values={"P61": "none"}, effective_from=now, preset="WAN")

    sheet = mine.sheets.get()
    assert sheet.text == shown.sheet.text
    assert sheet.digest == shown.sheet.digest
    assert sheet.profile_version == shown.profile_version != ""
    assert "outside directed time only" in sheet.text
    assert "Seesaw" in sheet.text
    assert sheet.text in mine.signature.statement
    assert "with what is asked of me at Harbour Federation" in mine.signature.statement
    assert "working hours" in asked_at([wan.school], now + LATER)[0].sheet.text


@pytest.mark.clause("C011", "D08")
def test_nobody_signs_what_changed_while_they_read_it(wan, policy, now):
    read = mark_of_asked(asked_of(policy, wan.teacher, now))
    agree_channel(wan.school, name="Teams", audience="pupils", protocol="Lessons", by=wan.head, now=now)

    with pytest.raises(Refused, match="changed while you were reading"):
        sign(policy, wan.teacher, now, seen=read)

    assert not Acknowledgement.objects.filter(status="signed").exists()
    assert not ConductSheet.objects.exists()


@pytest.mark.clause("C011")
def test_a_page_that_is_out_of_date_is_refused_with_what_is_asked_now_and_then_signed(wan, policy, client_for):
    client = proved(client_for, wan.teacher)
    old = "?seen=" + "0" * 32
    filled = {"agreed": "on", "printed_name": wan.teacher.name}

    refused = client.post(f"/policies/versions/{policy.reference}/sign/{old}", filled).content.decode()
    assert CHANGED in refused
    assert NO_CHANNEL in refused
    address = refused.split('action="')[1:]
    now_asked = next(one.split('"')[0] for one in address if "/sign/?seen=" in one)
    answer = client.post(now_asked.replace("#sign", ""), filled)

    assert answer.status_code == 302
    assert Acknowledgement.objects.get().status == "signed"
    assert urlsplit(now_asked).query != old


@pytest.mark.clause("C011", "C012")
def test_terms_and_other_texts_ask_nothing_beside_their_own_words(wan, now):
    terms = VersionFactory(document=DocumentFactory(organisation=wan.school))

    mine = sign(terms, wan.teacher, now)

    assert asked_of(terms, wan.teacher, now) == []
    assert not mine.sheets.exists()
    assert "asked of me" not in mine.signature.statement


@pytest.mark.clause("C011", "C014")
def test_whoever_works_at_two_schools_signs_what_each_of_them_asks(now):
    odb = make_world("ODB", "trust")
    EngagementFactory(person=odb.teacher, organisation=odb.small)
    ChannelFactory(organisation=odb.small, name="Seesaw")
    version = VersionFactory(document=DocumentFactory(organisation=odb.top, policy=True))

    mine = sign(version, odb.teacher, now)

    assert {one.organisation for one in mine.sheets.all()} == {odb.school, odb.small}
    assert "Seesaw" in mine.sheets.get(organisation=odb.small).text
    assert "Seesaw" not in mine.sheets.get(organisation=odb.school).text
    assert "at Harbour Primary and Quay Infants," in mine.signature.statement


@pytest.fixture
def helper(wan):
    """Somebody who signs on paper."""
    return PersonFactory(working_at=wan.school)


@pytest.mark.clause("C011", "D08")
def test_a_printed_list_keeps_what_was_printed_and_not_what_was_agreed_before_it_was_signed(wan, policy, helper, now):
    WordingFactory(organisation=wan.school)
    ChannelFactory(organisation=wan.school, name="Seesaw")
    printed = list_printed_at(policy, wan.school, now - 3 * LATER)
    ChannelFactory(organisation=wan.school, name="Tapestry", agreed_at=now - 2 * LATER)
    sheet = Sheet(signed_on=local_date(now - LATER), mark=printed.mark, witness=wan.teacher, kept_at="Office")

    key_sheet(policy, signers=[helper], sheet=sheet, by=wan.office, now=now)

    mine = Acknowledgement.objects.get(person=helper)
    assert mine.sheets.get().text == printed.asked[0].sheet.text
    assert "Seesaw" in mine.signature.statement
    assert "Tapestry" not in mine.signature.statement
    told = MonitoringNotice.objects.get(given_with=mine)
    assert (told.means, local_date(told.given_at)) == ("paper", sheet.signed_on)


@pytest.mark.clause("C011", "D08")
def test_a_list_printed_in_the_afternoon_was_not_signed_at_noon(wan, policy, helper, now):
    mark = list_printed_at(policy, wan.school, now + LATER / 6).mark
    sheet = Sheet(signed_on=local_date(now), mark=f" {mark.lower()} ", witness=wan.teacher, kept_at="Office")

    key_sheet(policy, signers=[helper], sheet=sheet, by=wan.office, now=now + LATER)

    assert Acknowledgement.objects.get(person=helper).signed_at == now + LATER / 6


@pytest.mark.clause("C011", "D08")
@pytest.mark.parametrize("wrong", ["mistyped", "of another place", "of tomorrow", "nonsense", "printed later"])
def test_a_list_without_the_mark_of_what_was_asked_is_not_keyed(wan, policy, helper, now, wrong):
    right = list_printed_at(policy, wan.school, now - LATER).mark
    mark = {
        "mistyped": right[:-1] + ("2" if right[-1] != "2" else "3"),
        "of another place": list_printed_at(policy, wan.elsewhere, now - LATER).mark,
        "of tomorrow": list_printed_at(policy, wan.school, now + LATER).mark,
        "nonsense": "The blue one",
        "printed later": list_printed_at(policy, wan.school, now).mark,
    }[wrong]
    sheet = Sheet(signed_on=local_date(now - LATER), mark=mark, witness=wan.teacher, kept_at="Office")

    with pytest.raises(Refused, match="printed after" if wrong == "printed later" else "not the mark of a list"):
        key_sheet(policy, signers=[helper], sheet=sheet, by=wan.office, now=now)

    assert not Acknowledgement.objects.filter(person=helper, status="signed").exists()


@pytest.mark.clause("C011")
def test_the_printed_page_carries_its_moment_and_its_mark(wan, policy, helper, now, client_for):
    ask_to_sign(version=policy, people=[helper], now=now)

    page = client_for(wan.office).get(f"/policies/versions/{policy.reference}/paper/?show=everybody").content.decode()

    mark = page.split("Mark of this list: <strong>")[1].split("<")[0]
    assert list_with_mark(policy, wan.school, mark, timezone.now()).mark == mark
    assert "Printed on " in page


@pytest.mark.clause("C011")
def test_a_change_since_the_signature_shows_and_what_was_signed_can_still_be_read(wan, policy, now, client_for):
    sign(policy, wan.teacher, now)
    client = client_for(wan.teacher)
    assert "This has changed" not in client.get(ADDRESS).content.decode()
    ChannelFactory(organisation=wan.school, name="Seesaw", agreed_at=now)

    page = client.get(ADDRESS).content.decode()
    assert "This has changed since you signed" in page
    kept = client.get(ConductSheet.objects.get().get_absolute_url()).content.decode()
    assert NO_CHANNEL in kept
    assert "Seesaw" not in kept
    signed = last_sheet(wan.teacher, wan.school)
    assert has_changed(signed, asked_at([wan.school], now + LATER)[0])
    assert not has_changed(None, asked_at([wan.school], now)[0])


@pytest.mark.clause("C011")
def test_the_day_on_which_somebody_signed_is_their_own_and_so_is_their_last_sheet(wan, policy, now, client_for):
    first = SheetFactory(organisation=wan.school, digest="1" * 64, text="First")
    second = SheetFactory(organisation=wan.school, digest="2" * 64, text="Second")
    for person, sheet, days in ((wan.teacher, first, 30), (wan.teacher, second, 20), (wan.office, first, 10)):
        status = "superseded" if sheet is first and person == wan.teacher else "signed"
        mine = AcknowledgementFactory(version=policy, person=person, signed=True, signed_at=now - days * LATER)
        Acknowledgement.objects.filter(pk=mine.pk).update(status=status)
        sheet.signatures.add(mine)

    found = last_sheet(wan.teacher, wan.school)

    assert (found, found.signed_at) == (second, now - 20 * LATER)
    assert last_sheet(wan.office, wan.school).signed_at == now - 10 * LATER
    page = client_for(wan.teacher).get(ADDRESS).content.decode()
    assert long_date(local_date(now - 20 * LATER)) in page
    assert long_date(local_date(now - 10 * LATER)) not in page


@pytest.mark.clause("C052", "C203", "K03")
def test_channels_are_agreed_once_ended_once_and_the_trail_knows(wan, now):
    made = agree_channel(wan.school, name=" Class  Dojo ", audience="pupils", protocol="Work", by=wan.com, now=now)

    assert str(made) == "Class Dojo (Pupils): Work"
    with pytest.raises(Refused, match="agreed already"):
        agree_channel(wan.school, name="class dojo", audience="pupils", protocol="All", by=wan.head, now=now)
    agree_channel(wan.school, name="Class Dojo", audience="parents", protocol="All", by=wan.head, now=now)
    end_channel(made, by=wan.head, now=now + LATER)
    with pytest.raises(TooLate):
        end_channel(made, by=wan.head, now=now + LATER)

    def on_the_sheet(at):
        return [one.audience for one in asked_at([wan.school], at)[0].channels]

    assert on_the_sheet(now) == ["parents", "pupils"]
    assert on_the_sheet(now + LATER) == ["parents"]
    actions = AuditEvent.objects.filter(thing_reference=made.reference).values_list("action", flat=True)
    assert list(actions) == ["contact_channel.agree", "contact_channel.end"]


@pytest.mark.clause("C052", "C203")
@pytest.mark.parametrize("who", ["teacher", "office", "dsl", "chair", "stranger"])
def test_others_agree_no_channel_and_end_none(wan, now, who):
    channel, by = ChannelFactory(organisation=wan.school), getattr(wan, who)
    with pytest.raises((NotAllowed, NotFoundHere)):
        agree_channel(wan.school, name="Teams", audience="both", protocol="x", by=by, now=now)
    with pytest.raises((NotAllowed, NotFoundHere)):
        end_channel(channel, by=by, now=now)


@pytest.mark.clause("C052", "C203", "D04")
def test_a_channel_of_the_trust_holds_at_its_schools_and_a_schools_own_at_no_other(now):
    odb = make_world("ODB", "trust")
    ChannelFactory(organisation=odb.top, name="Telephone of the office")
    ChannelFactory(organisation=odb.school, name="Seesaw")

    here, there = asked_at([odb.school, odb.small], now)

    assert [one.name for one in here.channels] == ["Seesaw", "Telephone of the office"]
    assert [one.name for one in there.channels] == ["Telephone of the office"]


@pytest.mark.clause("C052", "C194", "C195", "C203", "P66")
def test_every_member_of_staff_reads_what_is_asked_and_no_clause_number(spx, client_for):
    page = client_for(spx.teacher).get(ADDRESS).content.decode()

    assert "Make plain that views on a private account are your own." in page
    assert "Avoid naming the school as your employer" in page
    assert NO_CHANNEL in page
    said, usual = page.split("The usual setting, which nobody has changed")
    assert "former pupils" in usual
    assert "What the school has set itself" not in page
    assert "former pupils" not in said
    for hidden in ("C187", "C203", "P61", "Agree a channel", "Write a notice of monitoring"):
        assert hidden not in page


@pytest.mark.clause("C203", "D04")
def test_another_schools_page_is_not_there(spx, client_for):
    ChannelFactory(organisation=spx.elsewhere, name="Elsewhere only")
    sheet = SheetFactory(organisation=spx.elsewhere)
    teacher, com = client_for(spx.teacher), client_for(spx.com)

    assert "Elsewhere only" not in teacher.get(f"{ADDRESS}?at={spx.elsewhere.reference}").content.decode()
    assert teacher.get(sheet.get_absolute_url()).status_code == 404
    assert com.get(f"{ADDRESS}{spx.elsewhere.reference}/channels/agree/").status_code == 404
    assert com.post(f"/policies/channels/{ContactChannel.objects.get().reference}/end/").status_code == 404
    assert ContactChannel.objects.get().ended_at is None


@pytest.mark.clause("C052", "C203", "P79")
def test_what_the_policy_names_is_offered_to_whoever_agrees_and_counts_only_then(wan, client_for):
    head, teacher = client_for(wan.head), client_for(wan.teacher)
    page = head.get(ADDRESS).content.decode()
    offered = next(one.split('"')[0] for one in page.split('href="') if "name=Class%20Dojo&amp;audience=pupils" in one)
    assert "Agree Class Dojo" not in teacher.get(ADDRESS).content.decode()
    assert NO_CHANNEL in teacher.get(ADDRESS).content.decode()

    form = head.get(offered.replace("&amp;", "&")).content.decode()
    assert 'value="Class Dojo"' in form
    assert "Feedback on work" in form
    typed = {"name": "Class Dojo", "audience": "pupils", "protocol": "Feedback on work"}
    head.post(offered.replace("&amp;", "&"), typed)

    assert NO_CHANNEL not in teacher.get(ADDRESS).content.decode()
    assert "name=Class%20Dojo&amp;audience=pupils" not in head.get(ADDRESS).content.decode()
    assert "name=Class%20Dojo&amp;audience=parents" in head.get(ADDRESS).content.decode()


@pytest.mark.clause("C052", "C203")
def test_nothing_typed_is_lost_where_a_channel_is_there_already(wan, client_for):
    ChannelFactory(organisation=wan.school)
    typed = {"name": "Class Dojo", "audience": "pupils", "protocol": "Never after six"}

    page = client_for(wan.head).post(f"{ADDRESS}{wan.school.reference}/channels/agree/", typed).content.decode()

    assert "agreed already for the same people" in page
    assert "Never after six" in page


@pytest.fixture
def stb(db):
    """A single school whose policy speaks of monitoring."""
    return make_world("STB", "school")


@pytest.fixture
def stb_policy(stb):
    """Its policy in force."""
    return VersionFactory(document=DocumentFactory(organisation=stb.school, policy=True), number=1)


@pytest.mark.clause("Q20", "T112", "C125")
def test_the_signing_page_tells_of_monitoring_and_has_nothing_to_agree_to_it_with(stb, stb_policy, client_for):
    WordingFactory(organisation=stb.school)

    page = client_for(stb.teacher).get(stb_policy.get_absolute_url()).content.decode()

    walked = Controls(page.split("<main")[1].split("</main>")[0])
    assert "At Harbour Federation the filter sees which pages are opened" in page
    assert walked.told_in == {False}
    ticks = [one for one in walked.controls if one.get("type") in ("checkbox", "radio")]
    assert [one["name"] for one in ticks] == ["agreed"]
    assert not [one for one in walked.words if "monitor" in one.lower() or "consent" in one.lower()]
    assert not [one for one in walked.controls if "monitor" in str(one).lower() or "consent" in str(one).lower()]


@pytest.mark.clause("Q20", "T112", "C125")
def test_the_record_says_that_a_notice_was_given_when_and_in_which_words(stb, stb_policy, client_for):
    wording = WordingFactory(organisation=stb.school)
    client = proved(client_for, stb.teacher)
    page = client.get(stb_policy.get_absolute_url()).content.decode()
    action = next(one.split('"')[0] for one in page.split('action="')[1:] if "/sign/?seen=" in one)

    client.post(action.replace("#sign", ""), {"agreed": "on", "printed_name": stb.teacher.name})

    told = MonitoringNotice.objects.get()
    mine = Acknowledgement.objects.get(person=stb.teacher)
    assert (told.person, told.wording, told.given_with, told.means) == (stb.teacher, wording, mine, "page")
    assert told.given_at == mine.signed_at
    assert not {field.name for field in MonitoringNotice._meta.fields} & {"agreed", "consent", "accepted"}
    assert "monitor" not in mine.signature.statement.lower()
    assert "filter sees" not in mine.signature.statement
    listed = client_for(stb.head).get(f"{ADDRESS}{stb.school.reference}/monitoring/told/").content.decode()
    assert "Notice given" in listed
    assert "Nobody was asked to agree to it" in listed
    assert str(stb.teacher) in listed
    own = client.get(f"/policies/people/{stb.teacher.reference}/").content.decode()
    assert "Notice of monitoring given" in own


@pytest.mark.clause("Q20")
def test_a_new_wording_is_a_new_row_and_what_was_given_keeps_the_old_one(stb, stb_policy, now):
    first = word_monitoring(stb.school, text="The filter sees pages.", by=stb.head, now=now - LATER)
    sign(stb_policy, stb.teacher, now)

    second = word_monitoring(stb.school, text="The filter sees pages and mail.", by=stb.dpo, now=now + LATER)

    assert (first.number, second.number) == (1, 2)
    assert MonitoringNotice.objects.get().wording == first
    assert first.text == MonitoringWording.objects.get(number=1).text


@pytest.mark.clause("Q20", "T112", "C125")
def test_who_signed_before_a_wording_is_told_by_message_once_and_answers_nothing(stb, stb_policy, now, client_for):
    sign(stb_policy, stb.teacher, now)
    helper = PersonFactory()
    EngagementFactory(person=helper, organisation=stb.school)
    word_monitoring(stb.school, text="The filter sees pages.", by=stb.head, now=now)
    sign(stb_policy, stb.office, now)
    client, told = client_for(stb.head), f"{ADDRESS}{stb.school.reference}/monitoring/tell/"
    assert "Tell everybody who was not told yet" in client.get(told.replace("tell/", "told/")).content.decode()
    assert (
        "Tell everybody who was not told yet"
        not in client_for(stb.chair).get(told.replace("tell/", "told/")).content.decode()
    )

    assert "on its way" in client.post(told, follow=True).content.decode()

    by_message = MonitoringNotice.objects.filter(means="message")
    assert stb.teacher in {one.person for one in by_message}
    assert not {stb.office, helper, stb.stranger} & {one.person for one in by_message}
    sent = Notice.objects.filter(kind="monitoring-told", person=stb.teacher).get()
    assert "asks you for nothing" in sent.line
    assert sent.url.startswith(ADDRESS)
    assert "given this wording already" in client.post(told, follow=True).content.decode()
    assert by_message.filter(person=stb.teacher).count() == 1


@pytest.mark.clause("Q20")
def test_without_a_wording_there_is_nothing_to_tell(stb, now):
    with pytest.raises(Refused, match="Write it first"):
        tell_of_monitoring(stb.school, address="/", by=stb.head, now=now)


@pytest.mark.clause("Q20", "T112")
def test_a_wording_that_asks_for_consent_is_refused_beside_what_was_typed(stb, client_for):
    typed = "By using our computers you consent to be monitored by [name]."

    page = client_for(stb.head).post(f"{ADDRESS}{stb.school.reference}/monitoring/", {"text": typed})

    assert "Monitoring is told, not agreed to" in page.content.decode()
    assert "Fill in what stands in square brackets first" in page.content.decode()
    assert "you consent to be monitored by" in page.content.decode()
    assert not MonitoringWording.objects.exists()


@pytest.mark.clause("Q20")
@pytest.mark.parametrize("who", ["teacher", "com", "office", "chair", "stranger"])
def test_others_word_no_notice(stb, now, who):
    with pytest.raises((NotAllowed, NotFoundHere)):
        word_monitoring(stb.school, text="The filter sees pages.", by=getattr(stb, who), now=now)


@pytest.mark.clause("Perf3")
def test_who_was_told_takes_as_many_statements_for_many(stb, client_for, django_assert_max_num_queries):
    wording = WordingFactory(organisation=stb.school)
    version = VersionFactory(document=DocumentFactory(organisation=stb.school, policy=True))
    for _ in range(12):
        given = {"given_with__version": version, "wording": wording}
        ToldFactory(**given)
    client = client_for(stb.head)
    client.get(f"{ADDRESS}{stb.school.reference}/monitoring/told/")

    with django_assert_max_num_queries(8):
        assert client.get(f"{ADDRESS}{stb.school.reference}/monitoring/told/").status_code == 200


@pytest.mark.clause("Q20", "T94")
def test_of_two_who_word_the_notice_at_once_the_second_is_told_and_keeps_what_was_typed(stb, now, client_for):
    typed = {"text": "The filter sees pages and mail."}

    def quicker(sender, instance, **_):
        pre_save.disconnect(quicker, sender=MonitoringWording)
        WordingFactory(organisation=stb.school, number=instance.number)

    pre_save.connect(quicker, sender=MonitoringWording)
    page = client_for(stb.head).post(f"{ADDRESS}{stb.school.reference}/monitoring/", typed).content.decode()

    assert "Somebody else put a wording in force at the same moment" in page
    assert typed["text"] in page
    assert not MonitoringWording.objects.filter(text=typed["text"]).exists()


@pytest.mark.clause("Q20", "T94")
def test_of_two_who_tell_at_once_nobody_is_told_twice(stb, now, monkeypatch):
    wording = WordingFactory(organisation=stb.school)
    given = {"organisation": stb.school, "wording": wording, "given_with": None, "means": "message"}

    def read_before_the_other_told(*asked):
        people = list(not_told(*asked))
        ToldFactory(person=stb.teacher, given_at=now - LATER, **given)
        return people

    monkeypatch.setattr("policies.services.conduct.not_told", read_before_the_other_told)
    tell_of_monitoring(stb.school, address="/", by=stb.head, now=now)

    told = MonitoringNotice.objects.filter(means="message")
    assert told.get(person=stb.teacher).given_at == now - LATER
    assert told.filter(person=stb.office).exists()
