"""Who to be, and at which school."""

from typing import Any

from django import forms

from demo import selectors
from demo.data.people import PERSONAS

TITLES = {persona.slug: persona.title for persona in PERSONAS}


class PersonaForm(forms.Form):
    """A persona and a school, by their short names; a persona the school does not have gets a sentence."""

    persona = forms.ChoiceField(choices=list(TITLES.items()))
    school = forms.CharField(required=False)

    title = ""

    def clean(self) -> dict[str, Any]:
        """Find the person behind the persona."""
        cleaned = super().clean() or {}
        if slug := cleaned.get("persona"):
            self.title = TITLES[slug]
            user = selectors.user_for(slug, cleaned.get("school") or selectors.FIRST_SCHOOL)
            if user is None:
                self.add_error(
                    "school", f"That school has nobody with the title “{self.title}”. Choose another school."
                )
            cleaned["user"] = user
        return cleaned
