"""A trust's text is locked: its schools fill in their own contacts, and nothing else (C007, T98)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.audit.models import AuditEvent
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.roles import Role
from policies.models import Document, DocumentVersion, LinkedDocument, SchoolContact, VersionFile
from policies.rules.places import Contact, mark_of, places_in
from policies.rules.reading import as_page
from policies.services import fill_contacts
from policies.services.signatures import text_signed
from tests.factories import OrganisationFactory, PersonFactory
from tests.fixtures import make_world
from tests.policies.factories import (
    AcknowledgementFactory,
    ContactFactory,
    DocumentFactory,
    FileFactory,
    LinkFactory,
    ReviewFactory,
    VersionFactory,
)
from tests.policies.files import docx

DSL, OFFICE = "Designated safeguarding lead", "School office"
TEXT = "## Who to ask\n\nAsk {{contact: Designated safeguarding lead}} first, then {{contact:school  office}}."
PERDITA = Contact("Perdita Quince", "dsl@harbour.example", "01632 960 001")


@pytest.mark.clause("C007")
def test_a_place_is_known_by_its_words_and_named_once():
    assert places_in([TEXT, "{{CONTACT: School office }} {{contact: }} {{contact: a}b}}"]) == [DSL, "school office"]


@pytest.mark.clause("C007")
def test_a_place_is_filled_told_to_be_empty_or_left_to_each_school():
    filled = as_page(TEXT, {"designated safeguarding lead": PERDITA})
    assert "Perdita Quince, <a" in filled
    assert 'href="mailto:dsl@harbour.example"' in filled
    assert "school  office: not filled in yet</mark>" in filled
    assert as_page(TEXT).count("filled in by each school</mark>") == 2
    assert as_page("`{{contact: A}}` [b](<{{contact: A}}>)", {"a": PERDITA}).count("Perdita") == 0


@pytest.mark.clause("C007")
@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "**bold** [x](javascript:alert(1))",
        "{{contact: A}}",
        '<strong>Approved</strong> <a href="https://evil.example">here</a>',
    ],
)
def test_what_a_school_fills_in_is_words_and_never_markup(evil):
    page = as_page("Ask {{contact: A}}.", {"a": Contact(evil, 'x"><b>@x', evil)})

    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "<strong>" not in page
    assert "javascript:" not in page or 'href="javascript' not in page
    assert page.count("<a ") == 1


@pytest.fixture
def odb(db):
    """A trust with two schools; the officer writes its policy."""
    world = make_world("ODB", "trust")
    world.officer = PersonFactory(working_at=world.top, roles=[Role.TRU])
    world.secretary = PersonFactory(working_at=world.school, roles=[Role.OFF])
    return world


@pytest.fixture
def policy(odb):
    """The trust's policy in force."""
    return VersionFactory(document=DocumentFactory(organisation=odb.top, policy=True), number=1, text=TEXT)


def fill(policy, school, by, now, contact=PERDITA, place=DSL, shown=Contact()):  # noqa: B008
    contacts, seen = {place: contact}, {place: mark_of(shown)}
    return fill_contacts(policy.document, school, contacts=contacts, seen=seen, by=by, now=now)


@pytest.mark.clause("C007")
@pytest.mark.django_db
def test_a_school_fills_its_places_once_and_clears_them_and_the_trail_knows(odb, policy, now):
    assert fill(policy, odb.school, odb.hos, now) == ["designated safeguarding lead"]
    assert fill(policy, odb.school, odb.secretary, now) == []

    assert SchoolContact.objects.get().filled_by == odb.hos
    event = AuditEvent.objects.get(action="document.fill_contacts")
    assert "designated safeguarding lead" in event.facts
    assert "Perdita" not in event.facts
    assert mark_of(PERDITA) in event.facts
    fill(policy, odb.school, odb.secretary, now, Contact(), shown=PERDITA)
    assert not SchoolContact.objects.exists()


@pytest.mark.clause("C007", "D04")
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["teacher", "dsl", "ict", "officer", "stranger"])
def test_who_may_not_fill_in_the_contacts_of_a_school(odb, policy, now, who):
    with pytest.raises((NotAllowed, NotFoundHere)):
        fill(policy, odb.school, getattr(odb, who), now)


@pytest.mark.clause("C007", "D04")
@pytest.mark.django_db
def test_a_school_fills_no_other_school_no_other_document_and_no_place_that_is_not_there(odb, policy, now):
    with pytest.raises(NotFoundHere):
        fill(policy, odb.small, odb.hos, now)
    other = VersionFactory(document__organisation=odb.elsewhere, text=TEXT)
    with pytest.raises(NotFoundHere):
        fill(other, odb.school, odb.hos, now)
    with pytest.raises(Refused, match="changed meanwhile"):
        fill(policy, odb.school, odb.hos, now, place="Somebody else")


@pytest.mark.clause("C007", "D08")
@pytest.mark.django_db
def test_what_is_signed_is_the_locked_text_whatever_a_school_fills_in(odb, policy, now):
    before = text_signed(policy)
    fill(policy, odb.school, odb.hos, now)

    assert text_signed(DocumentVersion.objects.get()) == before
    assert TEXT in before


@pytest.mark.clause("C007", "C015")
@pytest.mark.django_db
def test_everywhere_it_is_read_in_that_school_its_places_are_filled(odb, policy, client, client_for):
    ContactFactory(document=policy.document, organisation=odb.school)
    AcknowledgementFactory(version=policy, person=odb.teacher, organisation=odb.school)
    read = client_for(odb.teacher).get(policy.get_absolute_url()).content.decode()
    assert "Perdita Quince" in read
    assert "not filled in yet" in read
    trust = client_for(odb.officer)
    assert "filled in by each school" in trust.get(policy.get_absolute_url()).content.decode()
    at = {"at": odb.school.reference}
    assert "Perdita Quince" in trust.get(policy.get_absolute_url(), at).content.decode()
    other = {"at": odb.small.reference}
    assert "Perdita Quince" in client_for(odb.teacher).get(policy.get_absolute_url(), other).content.decode()

    Document.objects.update(is_public=True)
    said = [
        client.get(reverse("policies:public_policies", args=[place.reference])) for place in (odb.school, odb.small)
    ]
    assert ["Perdita Quince" in one.content.decode() for one in said] == [True, False]


@pytest.mark.clause("C007")
@pytest.mark.django_db
def test_contacts_of_a_file_are_listed_beside_it(odb, policy, client_for):
    FileFactory(version=policy)
    ContactFactory(document=policy.document, organisation=odb.school)

    read = client_for(odb.teacher).get(policy.get_absolute_url()).content.decode()

    assert "A file cannot be filled in" in read
    assert "Designated safeguarding lead: Perdita Quince, dsl@harbour.example, 01632 960 001" in read
    assert f"{DSL}: filled in by each school</mark>" in read


@pytest.mark.clause("C007")
@pytest.mark.django_db
def test_the_trust_sees_whose_places_are_empty_and_sixty_schools_cost_no_more(odb, policy, client_for):
    address = reverse("policies:list_contacts", args=[policy.document.reference])
    ContactFactory(document=policy.document, organisation=odb.school)
    officer = client_for(odb.officer)

    def statements():
        with CaptureQueriesContext(connection) as taken:
            page = officer.get(address).content.decode()
        return page, len(taken)

    statements()
    page, few = statements()
    assert page.count("Designated safeguarding lead, school  office</td>") == 0
    assert page.count("Every place is filled in") == 0
    assert (page.count(str(odb.small)), page.count(str(odb.school))) == (1, 1)
    for number in range(60):
        OrganisationFactory(name=f"School {number}", parent=odb.top, calendar=odb.top.calendar)
    page, many = statements()
    assert "School 59" in page
    assert many == few <= 9
    own = client_for(odb.hos).get(address).content.decode()
    assert str(odb.small) not in own


@pytest.mark.clause("C007")
@pytest.mark.django_db
def test_the_form_fills_in_and_says_what_is_missing(odb, policy, client_for):
    address = reverse("policies:fill_contacts", args=[policy.document.reference, odb.school.reference])
    clerk = client_for(odb.secretary)
    fields = list(clerk.get(address).context["form"].fields)

    page = clerk.post(address, {fields[1]: "dsl@harbour.example"})
    assert page.context["form"].errors == {fields[0]: [f"Say who this is: {DSL}."]}
    assert "dsl@harbour.example" in page.content.decode()
    clerk.post(address, {fields[0]: "Perdita Quince", fields[1]: "dsl@harbour.example", "text": "Mine"})

    assert SchoolContact.objects.get().contact == Contact("Perdita Quince", "dsl@harbour.example")
    policy.refresh_from_db()
    assert policy.text == TEXT


def filled_in(page, **typed):
    """What a browser sends from this page, with something typed into its fields."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | typed


@pytest.mark.clause("C007")
@pytest.mark.django_db
def test_whoever_saves_an_older_page_loses_nobody_elses_contact(odb, policy, client_for, now):
    address = reverse("policies:fill_contacts", args=[policy.document.reference, odb.school.reference])
    clerk, head = client_for(odb.secretary), client_for(odb.hos)
    older = clerk.get(address)
    fields = [name for name in older.context["form"].fields if name.endswith("_name")]
    head.post(address, filled_in(head.get(address), **{fields[0]: "Perdita Quince"}))

    clerk.post(address, filled_in(older, **{fields[1]: "The office"}))

    assert set(SchoolContact.objects.values_list("name", flat=True)) == {"Perdita Quince", "The office"}
    late = clerk.post(address, filled_in(older, **{fields[0]: "Somebody else", fields[1]: "The office"}))
    assert "changed this meanwhile" in late.context["form"].errors[fields[0]][0]
    assert list(late.context["form"].errors) == [fields[0]]
    assert "Somebody else" in late.content.decode()
    with pytest.raises(TooLate, match=DSL):
        fill(policy, odb.school, odb.secretary, now, Contact("Somebody else"))
    assert set(SchoolContact.objects.values_list("name", flat=True)) == {"Perdita Quince", "The office"}


def everything_a_form_may_send():
    """What somebody at a school would send to change the text, whatever the form is for."""
    return {
        "text": "Ours now",
        "changes": "All",
        "material": "on",
        "reads_right": "on",
        "save": "yes",
        "title": "Ours",
        "kind": "policy",
        "edition": "2026",
        "public": "yes",
        "reason": "Ours",
        "keep": "",
        "approved_by": "Us",
        "file": SimpleUploadedFile("Policy.docx", docx()),
    }


@pytest.mark.clause("T98", "C007", "M40")
@pytest.mark.django_db
def test_nobody_in_a_school_changes_the_trusts_text_by_any_form_or_the_admin_site(
    odb, policy, client_for, monkeypatch
):
    monkeypatch.setattr("policies.views.files.services.read_file", lambda data, name: pytest.fail("read"))
    document = policy.document
    draft = VersionFactory(document=document, number=2, drafting=True, text="The next text")
    FileFactory(version=draft)
    link, review = LinkFactory(document=document), ReviewFactory(document=document)
    on_document = ["write_version", "upload_version", "link_document", "show_publicly", "open_review"]
    on_draft = ["check_text", "remove_file", "publish_version", "put_in_force", "withdraw_version"]
    doors = [reverse(f"policies:{name}", args=[document.reference]) for name in on_document]
    doors += [reverse(f"policies:{name}", args=[one.reference]) for name in on_draft for one in (policy, draft)]
    doors += [reverse(f"policies:{name}", args=[review.reference]) for name in ("submit_review", "ask_changes")]
    doors += [reverse("policies:unlink_document", args=[link.reference])]
    doors += [
        f"/admin/policies/{model}/{pk}/change/" for model, pk in [("document", 1), ("documentversion", policy.pk)]
    ]
    before = _kept()
    roles = [role for role in Role if role not in (Role.PST, Role.STF, Role.PAR, Role.PUP)]

    for role in roles:
        person = PersonFactory(working_at=odb.school, roles=[role])
        browser = client_for(person)
        said = {door: browser.post(door, everything_a_form_may_send()).status_code for door in doors}
        assert set(said.values()) <= {302, 403, 404}, (role, said)
        browser.post(
            reverse("policies:create_document"), everything_a_form_may_send() | {"organisation": odb.school.reference}
        )
        assert _kept() == before, role


def _kept():
    """Every row that the locked text is made of."""
    models = (Document, DocumentVersion, VersionFile, LinkedDocument)
    return [list(model.objects.order_by("pk").values()) for model in models]
