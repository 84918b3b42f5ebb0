"""What a policy works alongside, which editions are told to be old, and what the public may read (C001, C008, C015)."""

from datetime import date

import pytest

from governance.audit.models import AuditEvent
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from policies.models import LinkedDocument
from policies.rules.publications import superseded
from policies.services import link_document, show_publicly, unlink_document
from tests.policies.factories import DocumentFactory, LinkFactory, VersionFactory

TODAY = date(2026, 11, 21)


@pytest.mark.clause("C008", "Q17")
@pytest.mark.parametrize(
    ("title", "edition", "says"),
    [
        ("Data Protection Act", "1998", "Data Protection Act 2018"),
        ("Data Protection Act 1998", "", "Data Protection Act 2018"),
        ("The Data Protection Act", "2018", ""),
        ("Keeping Children Safe in Education", "2016", "edition of 2026"),
        ("Keeping children safe in education", "", "edition of 2026"),
        ("Keeping children safe in education", "2026", ""),
        ("Disability Discrimination Act", "1995", "Equality Act 2010"),
        ("Computer Misuse Act", "1990", ""),
        ("Our behaviour policy", "2019", ""),
    ],
)
def test_an_edition_that_was_replaced_is_told(title, edition, says):
    found = superseded(title, edition, TODAY)

    assert says in found
    assert bool(found) == bool(says)


@pytest.mark.clause("C008")
def test_what_is_published_each_september_is_asked_for_from_september_on():
    assert superseded("Keeping children safe in education", "2026", date(2027, 8, 31)) == ""
    assert "edition of 2027" in superseded("Keeping children safe in education", "2026", date(2027, 9, 1))


@pytest.fixture
def policy(spx):
    """The federation's policy in force."""
    return VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), text="## Be kind").document


@pytest.mark.clause("C008")
@pytest.mark.django_db
def test_a_link_is_added_once_and_taken_off_again_and_the_trail_knows(spx, policy, now):
    link = link_document(policy, kind="statute", title=" Data  Protection Act ", edition="1998", by=spx.com, now=now)

    assert str(link) == "Data Protection Act (1998)"
    with pytest.raises(Refused, match="already"):
        link_document(policy, kind="statute", title="data protection act", edition="1998", by=spx.com, now=now)
    unlink_document(link, by=spx.head, now=now)
    assert not LinkedDocument.objects.exists()
    actions = AuditEvent.objects.filter(thing_reference=policy.reference).values_list("action", flat=True)
    assert {"document.link", "document.unlink"} <= set(actions)


@pytest.mark.clause("M40")
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["teacher", "hos", "stranger"])
def test_who_does_not_write_policies_links_and_shows_nothing(spx, policy, now, who):
    by = getattr(spx, who)
    with pytest.raises((NotAllowed, NotFoundHere)):
        link_document(policy, kind="statute", title="An Act", edition="", by=by, now=now)
    with pytest.raises((NotAllowed, NotFoundHere)):
        unlink_document(LinkFactory(document=policy), by=by, now=now)
    with pytest.raises((NotAllowed, NotFoundHere)):
        show_publicly(policy, public=True, by=by, now=now)


@pytest.mark.clause("C001", "C015")
@pytest.mark.django_db
def test_the_public_reads_only_what_is_in_force_and_shown(spx, policy, client, now):
    address = f"/policies/public/{spx.school.reference}/"
    VersionFactory(document=policy, drafting=True, text="A draft nobody approved")
    VersionFactory(document=DocumentFactory(organisation=spx.top), text="Terms for posters")
    assert client.get(address).status_code == 404

    show_publicly(policy, public=True, by=spx.com, now=now)

    page = client.get(address).content.decode()
    assert "Be kind" in page
    assert "nobody approved" not in page
    assert "Terms for posters" not in page
    assert client.get(f"/policies/public/{spx.elsewhere.reference}/").status_code == 404
    show_publicly(policy, public=False, by=spx.com, now=now)
    assert client.get(address).status_code == 404


@pytest.mark.clause("C008")
@pytest.mark.django_db
def test_a_page_tells_the_old_edition_and_lets_writers_take_it_off(spx, policy, client_for):
    link = LinkFactory(document=policy)

    writers, readers = client_for(spx.com), client_for(spx.teacher)
    assert "cite the Data Protection Act 2018" in writers.get(policy.get_absolute_url()).content.decode()
    assert "Take off the list" not in readers.get(policy.get_absolute_url()).content.decode()
    writers.post(f"/policies/links/{link.reference}/remove/")

    assert "cite the Data Protection Act 2018" not in writers.get(policy.get_absolute_url()).content.decode()
