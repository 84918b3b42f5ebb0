"""The one form of a draft: words, accounts, pictures, pupils, checklist; it takes anything unfinished."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from governance.kernel.dates import LONDON, UTC
from governance.pages.written import WrittenForm
from posts.forms.fields import DraftFields
from posts.forms.pictures import QUESTIONS, fields_for, said_of
from posts.models import Media
from posts.rules.checklist import Checklist, author_checklist
from posts.rules.facts import Finding
from posts.rules.pictures import LARGEST_FILE, TOO_BIG
from posts.selectors.editing import Editing
from posts.services.drafts import DraftInput

MORNING = time(9)
# A draft may leave these open, a post may not: they are not marked as optional.
WANTED_IN_THE_END = {"text", "category", "accounts", "pupils", "school_class", "new_pictures", "checklist_ticked"}
TICKS = ("controversial", "no_identifiable", "checklist_ticked", "sensitive")
WORDS = ("text", "category", "names_explained", "extra_consent")


class StartDraft(WrittenForm):
    """For which school the post is written."""

    organisation = forms.ChoiceField(
        label="Which school is the post for?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a school."},
    )

    def __init__(self, *args: Any, organisations: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(organisations.items())  # type: ignore[attr-defined]


class DraftForm(DraftFields):
    """A draft as it stands, with what may be chosen in this school."""

    def __init__(self, *args: Any, offered: Editing, **kwargs: Any) -> None:
        self.offered = offered
        super().__init__(*args, **{**kwargs, "initial": _initial(offered)})
        self._offer()
        for picture in offered.content.media:
            self.fields |= fields_for(picture, offered.devices)

    def _offer(self) -> None:
        """Fill in what may be chosen here, and leave out what this school does not ask."""
        offered = self.offered
        self.choose_from("category", list(offered.policy.categories.items()))
        self.choose_from(
            "accounts",
            [(one.account.reference, str(one.account)) for one in offered.accounts],
            {one.account.reference: " ".join(one.why_not) for one in offered.accounts},
        )
        classes = [(one.reference, f"{one} ({one.organisation})") for one in offered.classes]
        self.choose_from("school_class", [("", "No class chosen"), *classes])
        self.choose_from(
            "pupils",
            [(one.pupil.reference, one.pupil.name) for one in offered.pupils],
            {one.pupil.reference: one.sentence for one in offered.pupils},
        )
        bound = [one for one in offered.pupils if one.conditions]
        self.choose_from("kept", [(one.mark, f"{one.pupil.name}: {'; '.join(one.conditions)}") for one in bound])
        self.fields["checklist_ticked"].label = self.checklist.opening_line
        asked = {
            "controversial": offered.policy.asks_controversial,
            "extra_consent": offered.policy.allows_sensitive,
            "kept": bool(bound),
        }
        for name in (name for name, wanted in asked.items() if not wanted):
            del self.fields[name]
        for name in WANTED_IN_THE_END & set(self.fields):
            self.fields[name].mark_optional = False  # type: ignore[attr-defined]

    def clean_new_pictures(self) -> list[Any]:
        """A file that is too large is refused before it is read."""
        files: list[Any] = self.cleaned_data["new_pictures"]
        if any(file.size > LARGEST_FILE for file in files):
            raise forms.ValidationError(TOO_BIG)
        return files

    @property
    def checklist(self) -> Checklist:
        """What the author ticks."""
        return author_checklist(self.offered.policy.criteria(has_pictures=bool(self.offered.content.media)))

    @property
    def pictures(self) -> Iterator[tuple[Media, list[BoundField]]]:
        """Each picture with its questions, for the page."""
        for picture in self.offered.content.media:
            yield picture, [self[f"{name}_{picture.reference}"] for name in QUESTIONS]

    def show(self, findings: Iterable[Finding]) -> "DraftForm":
        """Each reason beside the question it is about, all of them at once; the form need not have been posted."""
        if not self.is_bound:
            self.full_clean()
            self.cleaned_data = {}
        for finding in findings:
            self.add_error(self._question(finding.field), finding.sentence)
        return self

    def _question(self, name: str) -> str | None:
        """The question a reason belongs to; the top of the form where there is none."""
        known = {"targets": "accounts", "media": "new_pictures"}.get(name, name)
        known = "pupils" if known.startswith("pupil_") else known
        return known if known in self.fields else None

    def draft(self) -> DraftInput:
        """What was typed, as the service takes it."""
        said, offered = self.cleaned_data, self.offered
        accounts = {one.account.reference: one.account.pk for one in offered.accounts}
        pupils = {one.pupil.reference: one for one in offered.pupils}
        marks = {one.mark: one.pupil.pk for one in offered.pupils}
        return DraftInput(
            **_own(said),
            planned_for=moment_of(said["planned_on"], said["planned_at"]),
            account_ids=[accounts[reference] for reference in said["accounts"]],
            pupils={pupils[reference].pupil.pk: pupils[reference].conditions for reference in said["pupils"]},
            conditions_met=[marks[mark] for mark in said.get("kept", ())],
            pictures={picture.reference: said_of(picture, said) for picture in offered.content.media},
        )


def _own(said: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that are kept on the post itself; a question that this school does not ask is answered by nothing."""
    return {name: bool(said.get(name)) for name in TICKS} | {name: said.get(name, "") for name in WORDS}


def moment_of(day: date | None, clock: time | None) -> datetime | None:
    """A planned day and time in London as an instant; the morning where only a day was given."""
    return datetime.combine(day, clock or MORNING, tzinfo=LONDON).astimezone(UTC) if day else None


def _initial(offered: Editing) -> dict[str, Any]:
    """The draft as it stands."""
    post, content = offered.post, offered.content
    planned = post.planned_for.astimezone(LONDON) if post.planned_for else None
    return {
        **{name: getattr(post, name) for name in (*TICKS, *WORDS, "edition")},
        "planned_on": planned.date() if planned else None,
        "planned_at": planned.time().replace(tzinfo=None) if planned else None,
        "accounts": [target.account.reference for target in content.targets],
        "school_class": offered.chosen_class.reference if offered.chosen_class else "",
        "pupils": [row.pupil.reference for row in content.shown],
        "kept": _kept(offered),
    }


def _kept(offered: Editing) -> list[str]:
    """The conditions that were ticked and still read as they did then; a new one is for somebody to read (C100, T16)."""
    seen = {row.pupil_id: set(row.conditions_seen) for row in offered.content.shown if row.conditions_met}
    return [one.mark for one in offered.pupils if set(one.conditions) <= seen.get(one.pupil.pk, set())]
