"""Policies under review, told and adopted: each tree stands where its preset would have put it on the first day."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from demo.data.people import Cast
from demo.data.world import TREES, Tree
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from policies.models import Adoption, Document, DocumentVersion, LinkedDocument, PrintedDate, Telling
from policies.rules.publications import LinkKind
from policies.rules.release import Audience
from policies.rules.review import next_review, years_later
from policies.services import note_adoption, open_due_reviews, submit_review, tell_audience, write_version
from policies.services.release import ask_to_tell_and_adopt

BOARD = "The governing board"
OLD_CITATIONS = (
    (LinkKind.STATUTE, "Data Protection Act", "1998"),
    (LinkKind.GUIDANCE, "Keeping children safe in education", "2016"),
    (LinkKind.SISTER, "Behaviour policy", ""),
)
KINDER = "It now says who answers a comment, and by when."


def make_reviews(made: Mapping[str, Organisation], cast: Cast, now: datetime) -> None:
    """One contradiction, one policy nine years old, one trust's text half adopted, one that families never heard of."""
    for tree in (tree for tree in TREES if tree.short_name in made):
        top = made[tree.short_name]
        version = DocumentVersion.objects.select_related("document", "organisation").get(
            organisation=top, document__kind=Document.Kind.POLICY
        )
        _STANDS[tree.preset](version, _people(tree, cast), now)
    open_due_reviews(now - timedelta(days=2))
    _lay_before_the_reviewers(made, cast, now - timedelta(days=1))


def _people(tree: Tree, cast: Cast) -> Callable[[str], Person]:
    places = (tree.short_name, *(place.short_name for place in tree.schools))
    return lambda slug: next(cast[place, slug] for place in places if (place, slug) in cast)


def _approved(version: DocumentVersion, on: date, years: int, printed: tuple[tuple[str, str, date], ...] = ()) -> None:
    """Who approved it and when, and the day its next review is due."""
    version.approved_by, version.approved_on, version.effective_from = BOARD, on, on
    version.save(update_fields=["approved_by", "approved_on", "effective_from"])
    rows = [PrintedDate(version=version, place=place, words=words, day=day) for place, words, day in printed]
    PrintedDate.objects.bulk_create(rows)
    due = next_review(on, years, [day for _, _, day in printed])
    Document.objects.filter(pk=version.document_id).update(next_review_on=due)


def _all_told(version: DocumentVersion, by: Person, now: datetime) -> None:
    for audience in Audience:
        Telling.objects.create(
            version=version,
            audience=audience,
            told_on=version.effective_from or local_date(now),
            means="In assembly" if audience == Audience.PUPILS else "In the newsletter",
            recorded_by=by,
            recorded_at=now - timedelta(days=290),
        )


def _contradicts_itself(version: DocumentVersion, who: Callable[[str], Person], now: datetime) -> None:
    """The text prints two dates, and the earlier one is five weeks away (Q01)."""
    soon = local_date(now) + timedelta(days=35)
    printed = (
        ("Section 12", f"{soon:%B %Y}", soon),
        ("The cover", f"{soon:%B} {soon.year + 1}", years_later(soon, 1)),
    )
    _approved(version, local_date(now - timedelta(days=300)), 1, printed)
    _all_told(version, who("communications-officer"), now)


def _nine_years_old(version: DocumentVersion, who: Callable[[str], Person], now: datetime) -> None:
    """Nobody has looked at it since, so it is overdue from the first day, and so is what it cites (Q17)."""
    for kind, title, edition in OLD_CITATIONS:
        LinkedDocument.objects.create(document=version.document, kind=kind, title=title, edition=edition)
    _approved(version, local_date(now - timedelta(days=9 * 365)), 1)
    _all_told(version, who("communications-officer"), now)


def _half_adopted(version: DocumentVersion, who: Callable[[str], Person], now: datetime) -> None:
    """The trust's text: one school has entered its minute, the other has not (T99)."""
    issued = now - timedelta(days=20)
    _approved(version, local_date(issued), 3)
    ask_to_tell_and_adopt(version, None, now=issued)
    first = Adoption.objects.filter(version=version).order_by("organisation__name", "pk").first()
    if first is not None:
        held = now - timedelta(days=3)
        head = who("executive-headteacher")
        note_adoption(first, meeting_on=local_date(held), minute="Local board, item 7.2", by=head, now=held)


def _told(version: DocumentVersion, who: Callable[[str], Person], now: datetime) -> None:
    """Everything is as it should be, and anybody may read it."""
    Document.objects.filter(pk=version.document_id).update(is_public=True)
    _approved(version, local_date(now - timedelta(days=160)), 1)
    _all_told(version, who("communications-officer"), now)


def _staff_alone_were_told(version: DocumentVersion, who: Callable[[str], Person], now: datetime) -> None:
    """Pupils and parents have not heard of it (T100)."""
    issued, officer = now - timedelta(days=5), who("communications-officer")
    _approved(version, local_date(issued), 2)
    ask_to_tell_and_adopt(version, None, now=issued)
    day, means = local_date(issued), "At the staff meeting"
    tell_audience(version, audience=Audience.STAFF, told_on=day, means=means, proof="", by=officer, now=issued)


_STANDS = {
    "SPX": _contradicts_itself,
    "STB": _nine_years_old,
    "ODB": _half_adopted,
    "ROS": _told,
    "WAN": _staff_alone_were_told,
}


def _lay_before_the_reviewers(made: Mapping[str, Organisation], cast: Cast, now: datetime) -> None:
    """The federation's new text waits for the head and the board."""
    tree = TREES[0]
    who = _people(tree, cast)
    document = Document.objects.get(organisation=made[tree.short_name], kind=Document.Kind.POLICY)
    officer, text = who("communications-officer"), document.versions.get().text
    added = "\n\n## Comments\n\nThe communications officer answers within two days, or asks the head."
    write_version(document=document, text=text + added, material=True, changes=KINDER, by=officer, now=now)
    review = document.reviews.get()
    submit_review(review, keep=False, effective_from=None, by=officer, now=now)
