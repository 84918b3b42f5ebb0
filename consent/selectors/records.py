"""The record behind the rulings: forms, answers and changes of a pupil, and the changes of a school (M13, M14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from consent.models import Answer, ChangeRequest, ConsentChange, FormAsked, SafeguardingBar, SignedForm
from consent.rules.facts import Use
from consent.rules.ruling import Ruling
from consent.rules.states import Kind, Standing
from consent.selectors.places import Place, places_of
from consent.selectors.rulings import rulings
from governance.kernel.dates import academic_year_of
from governance.kernel.errors import NotFoundHere
from governance.permissions.standing import Standing as PersonStanding
from pupils.models import Pupil


@dataclass(frozen=True)
class PlaceRulings:
    """One place with the rulings for images and for videos."""

    place: Place
    image: Ruling
    video: Ruling

    @property
    def both(self) -> tuple[tuple[str, Ruling], ...]:
        """The two with their names."""
        return ((Kind.IMAGE.label, self.image), (Kind.VIDEO.label, self.video))


@dataclass(frozen=True)
class PupilRecord:
    """Everything a page shows of one pupil and one academic year."""

    pupil: Pupil
    academic_year: int
    places: list[PlaceRulings]
    forms: Sequence[SignedForm] = ()
    changes: Sequence[ConsentChange] = ()
    asked: FormAsked | None = None


def record_of(pupil: Pupil, *, on: date, now: datetime, full: bool) -> PupilRecord:
    """The rulings for every place, and for those who keep the record the forms and changes they rest on."""
    year = academic_year_of(on)
    places = places_of(pupil.organisation)
    uses = [place.use(kind) for place in places for kind in Kind.values]
    found = rulings([pupil.pk], uses, on=on, now=now)
    lines = [_line(place, {use: found[pupil.pk, use] for use in uses}) for place in places]
    if not full:
        return PupilRecord(pupil, year, lines)
    asked = FormAsked.objects.filter(pupil=pupil, academic_year=year).first()
    return PupilRecord(pupil, year, lines, list(forms_of(pupil)), list(changes_of(pupil)), asked)


def _line(place: Place, found: dict[Use, Ruling]) -> PlaceRulings:
    return PlaceRulings(place, found[place.use(Kind.IMAGE)], found[place.use(Kind.VIDEO)])


def forms_of(pupil: Pupil) -> QuerySet[SignedForm]:
    """Every form ever recorded for the pupil with its answers, the newest first; nothing is left out (T20)."""
    answers = Answer.objects.select_related("account__platform").order_by("kind", "channel", "pk")
    return (
        SignedForm.objects.filter(pupil=pupil)
        .select_related("wording", "entered_by", "signer_contact")
        .prefetch_related(Prefetch("answers", answers))
        .order_by("-received_at", "-pk")
    )


def changes_of(pupil: Pupil) -> QuerySet[ConsentChange]:
    """Everything that changed the pupil's consent, the newest first; a request stands out no more than a bar (T17)."""
    return ConsentChange.objects.filter(pupil=pupil).order_by("-received_at", "-pk")


def changes_for(standing: PersonStanding) -> QuerySet[ConsentChange]:
    """The changes of the schools where the person receives them, the newest first, and which wait to be handled (M14)."""
    places = standing.organisation_ids("consent.see_requests")
    waiting = ChangeRequest.objects.filter(change=OuterRef("pk"), handled_at__isnull=True, settled_at__isnull=True)
    changes = ConsentChange.objects.filter(organisation__in=places).annotate(waits=Exists(waiting))
    return changes.select_related("pupil").order_by("-received_at", "-id")


def change_for(standing: PersonStanding, reference: str) -> ConsentChange:
    """One change, whatever made it, where the person has business there."""
    places = [pk for pk in standing.organisations if standing.reaches(pk)]
    changes = ConsentChange.objects.filter(organisation__in=places, reference=reference)
    found = changes.select_related("pupil__organisation", "organisation").first()
    if found is None:
        raise NotFoundHere
    return found


def request_behind(change: ConsentChange) -> ChangeRequest | None:
    """The request that made the change, if somebody asked for it."""
    people = ("pupil__organisation", "organisation", "entered_by", "handled_by")
    return ChangeRequest.objects.filter(change=change).select_related(*people).first()


def request_for(standing: PersonStanding, reference: str) -> ChangeRequest:
    """One request, where the person has business there."""
    places = [pk for pk in standing.organisations if standing.reaches(pk)]
    requests = ChangeRequest.objects.filter(organisation__in=places, reference=reference)
    found = requests.select_related("pupil__organisation", "organisation", "entered_by", "handled_by").first()
    if found is None:
        raise NotFoundHere
    return found


def objections_of(pupil: Pupil) -> QuerySet[ChangeRequest]:
    """Wishes of people without responsibility that hold until the DPO settles them (Q32)."""
    return ChangeRequest.objects.filter(pupil=pupil, standing=Standing.OBJECTOR, settled_at__isnull=True)


def bar_of(pupil: Pupil, on: date) -> SafeguardingBar | None:
    """The bar that stands, for the DSL's own page and nowhere else."""
    bars = SafeguardingBar.objects.filter(pupil=pupil, lifted_at__isnull=True).exclude(ends_on__lt=on)
    return bars.select_related("set_by", "why", "pupil", "organisation").first()
