"""What a parent may see: the own children, what they themselves said, and what follows; nothing of staff (M10, K11, T82)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from consent.models import Answer, ChangeRequest, ParentLink, SignedForm, WordingVersion
from consent.rules.facts import Use
from consent.rules.states import Kind, Value
from consent.selectors.places import Place, places_of, wording_in_force
from consent.selectors.rulings import rulings
from governance.kernel.dates import academic_year_ends, academic_year_of, local_date
from governance.kernel.errors import NotFoundHere
from pupils.models import Contact, Pupil


@dataclass(frozen=True)
class Line:
    """One place for one kind of picture: what this parent said, and whether the school uses such pictures now."""

    place: Place
    said: str
    is_used: bool
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChildView:
    """Everything a parent's page shows of one child."""

    pupil: Pupil
    lasts_until: date
    images: list[Line]
    videos: list[Line]
    wording: WordingVersion | None
    requests: list[ChangeRequest]


def children_of(contact: Contact, *, on: date) -> list[Pupil]:
    """The pupils for whom the contact holds parental responsibility that day."""
    held = contact.responsibilities.filter(has_responsibility=True).select_related("pupil__organisation")
    pupils = [row.pupil for row in held if row.held_on(on)]
    return sorted(pupils, key=lambda pupil: (pupil.given_name, pupil.pk))


def child_of(contact: Contact, reference: str, *, on: date) -> Pupil:
    """One of the contact's own children; anybody else's is not there."""
    found = next((pupil for pupil in children_of(contact, on=on) if pupil.reference == reference), None)
    if found is None:
        raise NotFoundHere
    return found


def child_view(contact: Contact, pupil: Pupil, *, now: datetime) -> ChildView:
    """What holds for the child now, by place and kind."""
    on = local_date(now)
    year = academic_year_of(on)
    places = places_of(pupil.organisation)
    said = _said(contact, pupil, year, now)
    uses = [place.use(kind) for place in places for kind in Kind.values]
    found = rulings([pupil.pk], uses, on=on, now=now)

    def line(place: Place, kind: str) -> Line:
        ruling = found[pupil.pk, place.use(kind)].for_poster()
        return Line(place, said.get(place.use(kind), "Nothing yet"), ruling.may_use, ruling.conditions)

    return ChildView(
        pupil=pupil,
        lasts_until=academic_year_ends(year),
        images=[line(place, Kind.IMAGE) for place in places],
        videos=[line(place, Kind.VIDEO) for place in places],
        wording=_wording(contact, pupil, year, now),
        requests=list(_requests(contact, pupil).order_by("-received_at", "-pk")[:5]),
    )


def _said(contact: Contact, pupil: Pupil, year: int, now: datetime) -> dict[Use, str]:
    """This parent's own answers in force; where nobody knows which of two came last, the no is the one that counts."""
    own = Answer.objects.filter(pupil=pupil, academic_year=year, person_key=f"contact:{contact.pk}")
    standing = own.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=now), effective_from__lte=now)
    answers = sorted(standing.order_by("received_at", "pk"), key=lambda one: one.value == Value.REFUSED)
    return {Use(one.kind, one.channel, one.account_id): _words(one) for one in answers}


def _words(answer: Answer) -> str:
    if answer.value == Value.CONDITIONS:
        return f"Yes, on this condition: {answer.conditions}"
    return str(answer.get_value_display())


def _wording(contact: Contact, pupil: Pupil, year: int, now: datetime) -> WordingVersion | None:
    """The text the parent signed this year or, before that, the one that goes out now."""
    forms = SignedForm.objects.filter(pupil=pupil, signer_contact=contact, academic_year=year)
    signed = forms.select_related("wording").order_by("-received_at", "-pk").first()
    return signed.wording if signed else wording_in_force(pupil.organisation, now)


def _requests(contact: Contact, pupil: Pupil) -> QuerySet[ChangeRequest]:
    return ChangeRequest.objects.filter(pupil=pupil, requester_contact=contact)


def request_of(contact: Contact, pupil: Pupil, reference: str) -> ChangeRequest:
    """The parent's own request."""
    found = _requests(contact, pupil).filter(reference=reference).first()
    if found is None:
        raise NotFoundHere
    return found


def link_now(contact: Contact, now: datetime) -> ParentLink | None:
    """The contact's link that opens now, if there is one."""
    return ParentLink.objects.filter(ParentLink.open_at(now), contact=contact).first()
