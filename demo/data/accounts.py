"""Documents, training, accounts, authorised posters and image devices, as a year of work would have left them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from accounts.models import (
    AccountApplication,
    AccountRunner,
    ApplicationRunner,
    Authorisation,
    ImageDevice,
    Platform,
    SocialAccount,
)
from accounts.rules.custody import stores_for
from accounts.services.authorisations import sync_rights
from demo.data.devices import make_camera
from demo.data.people import Cast
from demo.data.when import began
from demo.data.world import TREES, Tree
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person, Signature
from governance.profile.selectors import profile_for
from governance.workflow.models import Governed
from policies.models import Acknowledgement, Course, Document, DocumentVersion, TrainingRecord
from policies.rules.courses import last_day
from policies.rules.documents import signed_until
from policies.services.training import require_training

TERMS = """## Terms of use for people who post

- Post only where you are authorised, and only what was approved.
- Use the accounts for the school and its pupils, never for anybody's private gain.
- Keep to the school's purposes, and to plain, kind and neutral words.
- Look at the consent answer for every pupil you show, each time.
- Use the school's own approved devices, never your own.
- Keep passwords where the custodian keeps them. Tell the communications officer at once when something goes wrong."""
POLICY = """## Our social media policy in short

We speak for the school only through its own accounts. Somebody who did not write a post approves it. No pupil is shown
without an answer that says yes, and a family may change its mind at any time. If you see abuse, or something that worries
you, say so the same day."""
PLATFORMS = (("x", "https://x.com/{handle}"), ("facebook", "https://www.facebook.com/{handle}"))
POSTERS = ("communications-officer", "teacher")


@dataclass
class Estate:
    """What one tree has: its accounts by school (its own and those above it), its devices, who posts."""

    accounts: dict[int, list[SocialAccount]] = field(default_factory=dict)
    devices: dict[int, ImageDevice] = field(default_factory=dict)
    posters: dict[int, list[Person]] = field(default_factory=dict)


def make_estate(made: dict[str, Organisation], cast: Cast, now: datetime) -> Estate:
    """The estate of every tree in one."""
    estate = Estate()
    for tree in TREES:
        _Maker(tree, made, cast, estate, now).make()
    return estate


class _Maker:
    """Makes one tree's estate, each thing dated a good while ago."""

    def __init__(self, tree: Tree, made: dict[str, Organisation], cast: Cast, estate: Estate, now: datetime) -> None:
        self.tree, self.made, self.cast, self.estate = tree, made, cast, estate
        # The accounts are older than the answers about them; what is signed and learnt is renewed each year.
        self.now, self.opened, self.since = now, began(now) + timedelta(days=20), now - timedelta(days=300)
        self.top = made[tree.short_name]
        self.schools = [made[place.short_name] for place in tree.schools] or [self.top]

    def make(self) -> None:
        """Documents and training first, for posting depends on them."""
        self._documents()
        self._courses()
        shared = [self._account(self.top, "x")] if self.tree.schools else []
        for school in self.schools:
            platforms = ("facebook",) if self.tree.schools else ("x", "facebook")
            own = [self._account(school, slug) for slug in platforms]
            self.estate.accounts[school.pk] = [*own, *shared]
            self.estate.posters[school.pk] = self._posters(school)
            asked_by, officer = self._who("communications-officer", school), self._who("online-safety-officer")
            self.estate.devices[school.pk] = make_camera(school, asked_by=asked_by, officer=officer, since=self.since)

    def _who(self, slug: str, school: Organisation | None = None) -> Person:
        """A persona of that school, else of the top, else of the first school."""
        places = [school or self.top, self.top, *self.schools]
        return next(self.cast[place.short_name, slug] for place in places if (place.short_name, slug) in self.cast)

    def _everyone(self) -> list[Person]:
        """Everybody of the tree, once."""
        names = {self.top.short_name, *(school.short_name for school in self.schools)}
        return list({person.pk: person for (place, _), person in self.cast.items() if place in names}.values())

    def _posters(self, school: Organisation) -> list[Person]:
        return [self._who(slug, school) for slug in POSTERS]

    def _documents(self) -> None:
        head = self._who("executive-headteacher")
        for kind, title, text in (("policy", "Social media policy", POLICY), ("terms", "Terms of use", TERMS)):
            document = Document.objects.create(organisation=self.top, kind=kind, title=title, created_at=self.since)
            version = DocumentVersion.objects.create(
                organisation=self.top,
                created_at=self.since,
                document=document,
                number=1,
                text=text,
                status="current",
                written_by=head,
                effective_from=local_date(self.since),
                published_at=self.since,
            )
            for person in self._everyone() if kind == "policy" else self._all_posters():
                self._acknowledge(person, version)

    def _all_posters(self) -> list[Person]:
        found = {person.pk: person for school in self.schools for person in self._posters(school)}
        return list(found.values())

    def _acknowledge(self, person: Person, version: DocumentVersion) -> None:
        signed_at = self.since + timedelta(days=3)
        Acknowledgement.objects.create(
            organisation=self.top,
            created_at=self.since,
            person=person,
            version=version,
            status="signed",
            due_on=local_date(self.since + timedelta(days=14)),
            signed_at=signed_at,
            stands_until=signed_until(local_date(signed_at)),
            signature=self._signature(
                person, version, "I have read and understood this.", signed_at, str(version.number)
            ),
        )

    def _courses(self) -> None:
        wanted = [("policy", "", "The social media policy"), ("induction", "", "Induction")]
        wanted += [("platform", slug, f"Posting on {Platform.objects.get(slug=slug)}") for slug, _ in PLATFORMS]
        wanted += [("topic", "", "Spotting pupils at risk")]
        trainer = self._who("communications-officer")
        for kind, platform, title in wanted:
            course = Course.objects.create(
                organisation=self.top,
                title=title,
                kind=kind,
                platform=platform,
                topic=title if kind == "topic" else "",
                audience="teaching" if kind == "topic" else "asked",
                created_at=self.since,
            )
            posters = {person.pk for person in self._all_posters()}
            for index, person in enumerate(self._everyone()):
                if kind == "induction" and person.pk not in posters:
                    # Somebody has something to do in every role, soon whatever the holidays; every third of them is late.
                    asked = self.now - timedelta(days=7 if index % 3 else 20)
                    require_training(person=person, course=course, now=asked)
                else:
                    other = self._who("executive-headteacher") if person == trainer else trainer
                    self._trained(person, course, other)

    def _trained(self, person: Person, course: Course, confirmed_by: Person) -> None:
        attended = local_date(self.since)
        TrainingRecord.objects.create(
            organisation=self.top,
            created_at=self.since,
            person=person,
            course=course,
            status="valid",
            attended_on=attended,
            confirmed_at=self.since + timedelta(days=1),
            confirmed_by=confirmed_by,
            valid_until=last_day(attended, 1),
        )

    def _account(self, place: Organisation, slug: str) -> SocialAccount:
        officer, head = self._who("communications-officer", place), self._who("executive-headteacher", place)
        handle = place.short_name.replace("-", "")
        platform = Platform.objects.get(slug=slug)
        account = SocialAccount.objects.create(
            organisation=place,
            created_at=self.opened,
            application=self._application(place, platform, officer, head),
            platform=platform,
            name=f"{place.name} on {platform}",
            status="live",
            handle=handle,
            address=dict(PLATFORMS)[slug].format(handle=handle),
            purpose="To celebrate what pupils do and to tell families what is coming up.",
            audience="Families and neighbours of the school",
            contributors=["staff", "pupils"],
            comment_setting="off",
            privacy_setting="public",
            tagging_setting="off",
            official_email=f"news@{self.tree.short_name}.example",
            separate_from_personal=True,
            custodian=officer,
            store=stores_for(profile_for(place, self.now)["P18"])[0],
            second_factor="app",
            recovery_owner=self._who("senior-leader", place),
            last_changed_on=local_date(self.opened),
            access_review_on=local_date(self.opened) + timedelta(days=365),
            moderator=officer,
            deputy_moderator=self._who("senior-leader", place),
            created_by=officer,
            opened_on=local_date(self.opened),
        )
        for index, person in enumerate((officer, self._who("teacher", place))):
            AccountRunner.objects.create(
                account=account, person=person, is_lead=index == 0, starts_on=local_date(self.opened)
            )
        schools = self.schools if place == self.top else [place]
        for poster in {person.pk: person for school in schools for person in self._posters(school)}.values():
            self._authorise(poster, account, head)
        return account

    def _application(
        self, place: Organisation, platform: Platform, applicant: Person, head: Person
    ) -> AccountApplication:
        decider = head if head != applicant else self._who("chair-of-governors")
        application = AccountApplication.objects.create(
            organisation=place,
            created_at=self.opened - timedelta(days=12),
            applicant=applicant,
            platform=platform,
            proposed_name=f"{place.name} on {platform}",
            answers={
                "aim": "To celebrate what pupils do and to tell families what is coming up.",
                "audience": "Families and neighbours of the school",
                "promotion": "In the newsletter and on the school website",
                "reason": "Families told us that they miss letters sent home in bags.",
            },
            official_email=f"news@{self.tree.short_name}.example",
            submitted_at=self.opened - timedelta(days=11),
            considered_at=self.opened - timedelta(days=8),
            considered_by=self._who("senior-leader", place),
        )
        for index, person in enumerate((applicant, self._who("teacher", place))):
            ApplicationRunner.objects.create(application=application, person=person, is_lead=index == 0)
        decided_at = self.opened - timedelta(days=5)
        AccountApplication.objects.filter(pk=application.pk).update(
            status="approved",
            decided_at=decided_at,
            decided_by=decider,
            decision_reasons="A clear purpose and two people to run it.",
            signature=self._signature(decider, application, "I approve this application.", decided_at, "1"),
        )
        application.refresh_from_db()
        return application

    def _authorise(self, person: Person, account: SocialAccount, head: Person) -> None:
        requested_by = self._who("senior-leader")
        authorisation = Authorisation.objects.create(
            organisation=account.organisation,
            created_at=self.opened + timedelta(days=4),
            person=person,
            account=account,
            scope="post",
            requested_by=requested_by,
            request_reason="Writes and publishes for the account.",
            starts_on=local_date(self.opened) + timedelta(days=5),
        )
        decided_at = self.opened + timedelta(days=5)
        Authorisation.objects.filter(pk=authorisation.pk).update(
            status="active",
            decided_at=decided_at,
            decided_by=head,
            decision_reasons="Trained and has signed the terms.",
            signature=self._signature(head, authorisation, "I authorise this person.", decided_at, "1"),
        )
        sync_rights(person, account)

    def _signature(self, person: Person, thing: Governed, statement: str, at: datetime, version: str) -> Signature:
        return Signature.objects.create(
            person=person,
            printed_name=person.name,
            statement=statement,
            statement_digest=sha256(statement.encode()).hexdigest(),
            version=version,
            thing_type=thing.thing_type,
            thing_reference=thing.reference,
            proved_at=at,
            signed_at=at,
        )
