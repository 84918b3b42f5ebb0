"""Pupils, classes and the adults responsible for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from demo.data import names
from demo.data.when import weekday_to
from demo.data.world import pupils_wanted
from governance.kernel.dates import academic_year_of, academic_year_starts, local_date
from governance.organisations.models import Organisation
from pupils.models import Contact, Pupil, Responsibility, SchoolClass

CLASS_SIZE = 30
TREES_FOR_CLASSES = ("Ash", "Beech", "Cedar", "Elder", "Hazel", "Larch", "Maple", "Oak", "Pine", "Rowan", "Sorrel")
YEARS = ("Reception", *(f"Year {number}" for number in range(1, 7)))


@dataclass(frozen=True)
class Register:
    """What was made for one school."""

    school: Organisation
    pupils: list[Pupil]
    responsibilities: dict[int, list[Responsibility]]

    @property
    def newcomer(self) -> Pupil:
        """The pupil who has just joined, and whose family nobody has asked yet (T10)."""
        return self.pupils[-1]


def make_registers(made: dict[str, Organisation], random: Random, now: datetime) -> dict[str, Register]:
    """The register of every school, by its short name."""
    return {
        short_name: _register(made[short_name], wanted, random, local_date(now))
        for short_name, wanted in pupils_wanted().items()
    }


def _register(school: Organisation, wanted: int, random: Random, today: date) -> Register:
    classes = _classes(school, wanted // CLASS_SIZE, academic_year_of(today))
    pupils = Pupil.objects.bulk_create(
        _pupil(school, classes[index // CLASS_SIZE], index, random, today) for index in range(wanted)
    )
    newcomer = pupils[-1]
    newcomer.joined_on = max(weekday_to(today - timedelta(days=3)), academic_year_starts(academic_year_of(today)))
    newcomer.save(update_fields=["joined_on"])
    return Register(school, pupils, _families(school, pupils, random))


def _classes(school: Organisation, wanted: int, year: int) -> list[SchoolClass]:
    """As many classes as the pupils fill, spread over the years."""
    per_year = max(1, wanted // len(YEARS))
    first_year = max(0, len(YEARS) - wanted)
    made = []
    for index in range(wanted):
        year_group = YEARS[min(first_year + index // per_year, len(YEARS) - 1)]
        tree = TREES_FOR_CLASSES[index % len(TREES_FOR_CLASSES)]
        made.append(
            SchoolClass(organisation=school, name=f"{tree} ({year_group})", year_group=year_group, academic_year=year)
        )
    return SchoolClass.objects.bulk_create(made)


def _pupil(school: Organisation, school_class: SchoolClass, index: int, random: Random, today: date) -> Pupil:
    given, family = names.full_name(random)
    age = 4 + YEARS.index(school_class.year_group)
    this_year = academic_year_of(today)
    joined = academic_year_starts(this_year if random.random() < 0.1 else this_year - 1)
    return Pupil(
        organisation=school,
        school_number=f"A{index + 1001:06d}",
        given_name=given,
        family_name=family,
        known_as=random.choice(names.GIVEN) if random.random() < 0.03 else "",
        date_of_birth=date(this_year - age, random.randint(1, 8), random.randint(1, 28)),
        year_group=school_class.year_group,
        school_class=school_class,
        joined_on=joined,
    )


def _families(school: Organisation, pupils: list[Pupil], random: Random) -> dict[int, list[Responsibility]]:
    """One or two responsible adults a pupil; now and then a step-parent without responsibility (T13)."""
    contacts: list[Contact] = []
    wanted: list[tuple[Pupil, Contact, str, bool]] = []
    for pupil in pupils:
        for place in range(random.choice((1, 2, 2))):
            contact = Contact(
                organisation=school,
                given_name=random.choice(names.GIVEN),
                family_name=pupil.family_name if random.random() < 0.8 else random.choice(names.FAMILY),
                email=f"family.{pupil.school_number.lower()}.{place + 1}@families.example",
            )
            responsible = place == 0 or random.random() < 0.95
            relationship = random.choice(names.RELATIONSHIPS) if responsible else "Step-parent"
            contacts.append(contact)
            wanted.append((pupil, contact, relationship, responsible))
    Contact.objects.bulk_create(contacts)
    rows = Responsibility.objects.bulk_create(
        Responsibility(pupil=pupil, contact=contact, relationship=relationship, has_responsibility=responsible)
        for pupil, contact, relationship, responsible in wanted
    )
    found: dict[int, list[Responsibility]] = {pupil.pk: [] for pupil in pupils}
    for row in rows:
        found[row.pupil_id].append(row)
    return found
