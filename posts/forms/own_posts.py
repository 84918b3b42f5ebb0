"""The form in which somebody says which of their posts they looked at."""

from collections.abc import Iterable
from typing import Any

from django import forms

from governance.pages.people_forms import helper
from governance.pages.written import WrittenForm
from posts.selectors.own_posts import OwnPost


class OwnPostsForm(WrittenForm):
    """A tick for each post that is still right."""

    looked = forms.MultipleChoiceField(
        label="Which have you looked at?",
        widget=forms.CheckboxSelectMultiple,
        help_text="A tick says: it is still right, its links work, and its comments are looked after.",
        error_messages={"required": "Tick each post that you have looked at."},
    )

    def __init__(self, posts: Iterable[OwnPost], back_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, f"{one.target.post.excerpt} ({one.target.account.name})") for one in posts]
        self.fields["looked"].choices = choices  # type: ignore[attr-defined]
        self.helper = helper("I looked at these", back_url, "looked")
