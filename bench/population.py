"""The rows that the measures run on: many schools' pupils, their answers, and one signed-in person of each kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accounts.models import Platform, SocialAccount
from bench.harness import Bench
from consent.models import Answer, PupilRevision, SignedForm, WordingVersion
from governance.kernel.dates import academic_year_of
from governance.organisations.models import Organisation
from governance.pages.proof import SESSION_KEY
from governance.people.models import Engagement, Person, RoleHeld, User
from governance.people.roles import Role
from governance.profile.models import ProfileVersion
from pupils.models import Contact, Pupil, Responsibility

SINCE = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
PUPILS = 100_000
ANSWERS = 500_000
SCHOOLS = 60
BATCH = 5_000


@cache
def trust() -> tuple[Organisation, list[Organisation]]:
    """A trust of sixty schools on the SPX preset."""
    top = Organisation.objects.create(
        name="Bench Trust", short_name="bench", kind="trust", created_at=SINCE, is_live=True
    )
    ProfileVersion.objects.create(
        organisation=top, number=1, preset="SPX", effective_from=SINCE, created_at=SINCE, approved_at=SINCE
    )
    schools = [
        Organisation.objects.create(
            name=f"Bench School {number:02d}",
            short_name=f"bench-{number}",
            kind="school",
            parent=top,
            created_at=SINCE,
            is_live=True,
        )
        for number in range(SCHOOLS)
    ]
    return top, schools


@cache
def person(role: Role, place: str) -> Person:
    """Somebody with one role at the trust ("top"), at its first school ("school") or at another ("small school")."""
    top, schools = trust()
    where = {"top": top, "school": schools[0], "small school": schools[2]}[place]
    made = Person.objects.create(
        given_name="Bench",
        family_name=f"{role} {place}",
        email=f"{role}.{place}@bench.example".lower().replace(" ", "-"),
        created_at=SINCE,
    )
    Engagement.objects.create(person=made, organisation=where, kind="employed", starts_on=SINCE.date())
    RoleHeld.objects.create(person=made, organisation=where, role=role, starts_on=SINCE.date(), granted_at=SINCE)
    User.objects.create_user(made.email, person=made)
    return made


PRODUCT = "governance.pages.backends.SignInBackend"
LEAN = "django.contrib.auth.backends.ModelBackend"


def cookie_of(who: Person, proved: datetime | None = None, backend: str = PRODUCT) -> str:
    """A signed-in session, as the cookie that a browser would send; with the moment of a fresh proof where one is asked."""
    session = SessionStore()
    session["_auth_user_id"] = str(who.user.pk)
    session["_auth_user_backend"] = backend
    session["_auth_user_hash"] = who.user.get_session_auth_hash()
    if proved:
        session[SESSION_KEY] = proved.isoformat()
    session.save()
    return f"gatepost_session={session.session_key}"


def learn() -> None:
    """Let the database count what was just made, as its own housekeeping does in service."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def fill_pupils(bench: Bench) -> list[int]:
    """Half of the pupils in the first school, the others spread; made once."""
    _, schools = trust()
    wanted = bench.size(PUPILS)
    if Pupil.objects.count() < wanted:
        rows = (
            Pupil(
                organisation=schools[0] if number % 2 else schools[number % SCHOOLS],
                school_number=f"B{number:07d}",
                given_name=f"Given{number % 997}",
                family_name=f"Family{number % 7919:04d}",
                year_group=f"Year {number % 6 + 1}",
                joined_on=date(2025, 9, 1),
            )
            for number in range(wanted)
        )
        Pupil.objects.bulk_create(rows, batch_size=BATCH)
        learn()
    return list(Pupil.objects.filter(organisation=schools[0]).order_by("id").values_list("id", flat=True)[:5000])


@cache
def account() -> SocialAccount:
    """A live account of the trust."""
    top, _ = trust()
    keeper, other = person(Role.COM, "top"), person(Role.SLT, "top")
    return SocialAccount.objects.create(
        organisation=top,
        created_at=SINCE,
        platform=Platform.objects.first(),
        name="Bench account",
        status="live",
        handle="bench",
        address="https://x.com/bench",
        official_email="bench@bench.example",
        separate_from_personal=True,
        store="network",
        comment_setting="off",
        privacy_setting="public",
        tagging_setting="off",
        custodian=keeper,
        moderator=keeper,
        deputy_moderator=other,
        created_by=keeper,
        opened_on=SINCE.date(),
    )


def fill_answers(bench: Bench) -> list[int]:
    """Answers of parents and pupils, about as many as the size asks; the pupils who have some are returned."""
    keys = fill_pupils(bench)
    if Answer.objects.exists():
        return keys
    top, _ = trust()
    wording = WordingVersion.objects.create(
        organisation=top, number=1, text="Bench", effective_from=SINCE, created_at=SINCE
    )
    year = academic_year_of(timezone.localdate())
    wanted = bench.size(ANSWERS)
    everyone = list(Pupil.objects.order_by("id").values_list("id", "organisation_id"))
    per_pupil = max(wanted // len(everyone), 4)
    for start in range(0, len(everyone), BATCH):
        _answer_batch(everyone[start : start + BATCH], per_pupil, wording, year)
    return keys


def _answer_batch(batch: list[tuple[int, int]], per_pupil: int, wording: WordingVersion, year: int) -> None:
    keyed_by, where = person(Role.OFF, "top"), account()
    contacts = Contact.objects.bulk_create(
        Contact(organisation_id=school, given_name="Bench", family_name=f"Contact{pupil}") for pupil, school in batch
    )
    Responsibility.objects.bulk_create(
        Responsibility(pupil_id=pupil, contact=contact, relationship="Mother", has_responsibility=True)
        for (pupil, _), contact in zip(batch, contacts, strict=True)
    )
    forms: list[SignedForm] = []
    for (pupil, school), contact in zip(batch, contacts, strict=True):
        forms += [
            _form(pupil, school, contact, wording, year, keyed_by),
            _form(pupil, school, None, wording, year, keyed_by),
        ]
    SignedForm.objects.bulk_create(forms)
    places = [
        ("image", "account"),
        ("video", "account"),
        ("image", "website"),
        ("image", "print"),
        ("video", "website"),
    ]
    Answer.objects.bulk_create(
        Answer(
            form=form,
            pupil_id=form.pupil_id,
            academic_year=year,
            kind=kind,
            channel=channel,
            account=where if channel == "account" else None,
            value="given",
            status="given",
            person_key="pupil" if form.signed_by_pupil else f"contact:{form.signer_contact_id}",
            standing=form.basis,
            regime="opt-in",
            received_at=form.received_at,
            effective_from=form.received_at,
        )
        for form in forms
        for kind, channel in places[: max(per_pupil // 2, 1)]
    )
    PupilRevision.objects.bulk_create(PupilRevision(pupil_id=pupil) for pupil, _ in batch)


def _form(
    pupil: int, school: int, contact: Contact | None, wording: WordingVersion, year: int, by: Person
) -> SignedForm:
    received = datetime(year, 9, 2, 9, 0, tzinfo=UTC)
    return SignedForm(
        organisation_id=school,
        pupil_id=pupil,
        academic_year=year,
        signer_contact=contact,
        signed_by_pupil=contact is None,
        signer_name="Bench",
        relationship="Mother" if contact else "",
        basis="responsible" if contact else "pupil",
        signed_on=date(year, 9, 1),
        declaration_signed=True,
        received_at=received,
        starts_on=date(year, 9, 1),
        method="paper",
        wording=wording,
        regime="opt-in",
        entered_at=received,
        entered_by=by,
    )
