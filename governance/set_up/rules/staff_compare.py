"""What a file of staff would do: who is added, whose work is added or changed, who is the same, and what is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from governance.set_up.rules.staff_known import Known, KnownWork, Register
from governance.set_up.rules.staff_rows import Checked, StaffRow

ELSEWHERE = "Somebody has this address in Gatepost already, but not in your organisations. Ask whoever looks after it."
OTHER_NAME = "In Gatepost this address belongs to somebody of another name. Correct the name or the address."
SAME_WORK = "Row {} is already about the same person with the same work."
BEGINS_LATER = "The work on record begins after this last day."
NEW = "new"


@dataclass(frozen=True)
class Difference:
    """One thing that would change."""

    field: str
    old: object
    new: object


@dataclass(frozen=True)
class Change:
    """A row about somebody known: further work, or other words about work that is recorded."""

    row: StaffRow
    known: Known
    work: KnownWork | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Question:
    """A row whose name is known, and whose address does not say who it is: never merged silently (T40)."""

    row: StaffRow
    namesakes: tuple[Known, ...]


@dataclass
class Plan:
    """Everything that loading the file would do."""

    added: list[StaffRow] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: list[StaffRow] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: dict[int, tuple[str, ...]] = field(default_factory=dict)
    # Which row speaks about which work: somebody's, at a place, of a kind.
    spoken_of: dict[tuple[int, int, str], int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The fingerprint of what was shown, so that nothing else is loaded."""
        shown = (self.added, self.changes, [row.number for row in self.unchanged], self.questions, self.problems)
        return sha256(repr(shown).encode()).hexdigest()

    @property
    def does_nothing(self) -> bool:
        """Whether there is nothing to load, whatever is answered."""
        return not (self.added or self.changes or self.questions)


def compare(checked: Checked, known: Register) -> Plan:
    """Each row beside what is known: the same address is the same person, the same name alone is a question."""
    plan = Plan(problems=dict(checked.problems))
    for row in checked.rows:
        somebody = known.by_email.get(row.email) if row.email else None
        namesakes = known.by_name.get(row.name_key, ())
        if row.email in known.elsewhere:
            plan.problems[row.number] = (ELSEWHERE,)
        elif somebody:
            _about(plan, row, somebody)
        elif namesakes:
            plan.questions.append(Question(row, namesakes))
        else:
            plan.added.append(row)
    return plan


def answered(plan: Plan, answers: Mapping[int, str]) -> Plan:
    """The plan with its questions settled: another person, one of those known, or left out where nobody answered."""
    settled = Plan(
        list(plan.added), list(plan.changes), list(plan.unchanged), [], dict(plan.problems), dict(plan.spoken_of)
    )
    for question in plan.questions:
        answer = answers.get(question.row.number, "")
        chosen = next((one for one in question.namesakes if one.reference == answer), None)
        if chosen:
            _about(settled, question.row, chosen)
        elif answer == NEW:
            settled.added.append(question.row)
    return settled


def _about(plan: Plan, row: StaffRow, known: Known) -> None:
    names = (row.given_name, known.given_name), (row.family_name, known.family_name)
    if all(new.casefold() != old.casefold() for new, old in names):
        plan.problems[row.number] = (OTHER_NAME,)
        return
    first = plan.spoken_of.setdefault((known.id, row.place, row.kind), row.number)
    if first != row.number:
        plan.problems[row.number] = (SAME_WORK.format(first),)
        return
    work = _work_meant(row, known)
    differences = tuple(_differences(row, known, work))
    if work and row.ends_on and row.ends_on < (row.starts_on or work.starts_on):
        plan.problems[row.number] = (BEGINS_LATER,)
    elif work and not differences:
        plan.unchanged.append(row)
    else:
        plan.changes.append(Change(row, known, work, differences))


def _work_meant(row: StaffRow, known: Known) -> KnownWork | None:
    """The work on record that a row is about; one that ends before the row's first day is over by then, and not meant."""
    same = [one for one in known.works if (one.place, one.kind) == (row.place, row.kind)]
    meant = [one for one in same if not (row.starts_on and one.ends_on and one.ends_on < row.starts_on)]
    return min(meant, key=lambda one: one.starts_on != row.starts_on, default=None)


def _differences(row: StaffRow, known: Known, work: KnownWork | None) -> Iterable[Difference]:
    """Only what the file says and is otherwise in Gatepost; an empty cell says nothing."""
    for name in ("given_name", "family_name") if known.is_here else ():
        if getattr(row, name) != getattr(known, name):
            yield Difference(name, getattr(known, name), getattr(row, name))
    for name in ("job_title", "teaches", "starts_on", "ends_on") if work else ():
        said = getattr(row, name)
        if said not in ("", None) and said != getattr(work, name):
            yield Difference(name, getattr(work, name), said)
