"""How far one task of setting up is, and what stands in the way of going live (K02, D17)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Progress(StrEnum):
    """Where a task stands, in the words of the list."""

    DONE = "Done"
    TO_DO = "To do"
    CANNOT_START = "Cannot start yet"
    ANOTHER_PERSON = "Needs another person"


NARROW = {Progress.TO_DO: "To\u00a0do"}
COLOURS = {Progress.TO_DO: "blue", Progress.CANNOT_START: "grey", Progress.ANOTHER_PERSON: "yellow"}


@dataclass(frozen=True)
class State:
    """One task as it stands: the word, a sentence why, and the page where it is done."""

    progress: Progress
    why: str
    url: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do here."""
        return self.progress is Progress.DONE


@dataclass(frozen=True)
class Task:
    """A task with its state, as the list shows it and as going live reads it."""

    key: str
    title: str
    required: bool
    state: State
    lasting: bool = True

    @property
    def stands_in_the_way(self) -> bool:
        """Whether nobody goes live before it is done."""
        return self.required and not self.state.is_done

    @property
    def status_label(self) -> str:
        """The word on the right of the list; its two halves stay together in a narrow column."""
        return NARROW.get(self.state.progress, str(self.state.progress))

    @property
    def colour(self) -> str:
        """The colour of the word; what is done has none."""
        return COLOURS.get(self.state.progress, "")

    @property
    def hint(self) -> str:
        """The sentence under the title."""
        return self.state.why if self.required else f"{self.state.why} You can go live without it."

    @property
    def url(self) -> str:
        """Where it is done, or looked at again."""
        return self.state.url


def done(why: str, url: str = "") -> State:
    """Nothing is left to do."""
    return State(Progress.DONE, why, url)


def to_do(why: str, url: str) -> State:
    """The reader can do it now."""
    return State(Progress.TO_DO, why, url)


def cannot_start(why: str) -> State:
    """Something else comes first."""
    return State(Progress.CANNOT_START, why)


def another_person(why: str, url: str = "") -> State:
    """Somebody else has to do it."""
    return State(Progress.ANOTHER_PERSON, why, url)


NOT_LOOKED_AT = State(Progress.CANNOT_START, "This could not be looked at, so it counts as not done. Try again later.")


def as_seen(state: State, *, may: bool, who: str) -> State:
    """What is to do is another person's, and has no link, for whoever may not do it; what is done loses its link too."""
    if may:
        return state
    if state.progress is Progress.TO_DO:
        return another_person(f"{state.why} This is for: {who}.")
    return replace(state, url="")


def refusals(tasks: Iterable[Task], wanted: Iterable[str] = ()) -> list[str]:
    """Every reason why nobody may go live yet, all at once; a task that is wanted and not there counts as not done."""
    tasks = list(tasks)
    known = {task.key for task in tasks}
    missing = [f"Gatepost cannot look at the task {key}, so nobody goes live." for key in wanted if key not in known]
    return [f"{task.title}: {task.state.why}" for task in tasks if task.stands_in_the_way] + missing


def left(tasks: Iterable[Task]) -> int:
    """How many tasks have to be done before going live."""
    return sum(task.stands_in_the_way for task in tasks)


def missed(tasks: Iterable[Task]) -> list[str]:
    """What an organisation that is live should have and has not, by title."""
    return [task.title for task in tasks if task.lasting and task.stands_in_the_way]
