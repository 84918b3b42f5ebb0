"""The form above the audit trail."""

from django import forms

from governance.audit.selectors import Wanted
from governance.pages.widgets import DatePartsField
from governance.pages.written import WrittenForm


class FilterEvents(WrittenForm):
    """Narrow the trail to a thing, a person, an action or some days."""

    thing = forms.CharField(label="Reference", required=False, max_length=20, help_text="Such as PO-7K3M9QXD2B")
    person = forms.CharField(label="Person", required=False, max_length=100)
    action = forms.CharField(label="What was done", required=False, max_length=80, help_text="Such as approve")
    since = DatePartsField(label="From", required=False)
    until = DatePartsField(label="To", required=False)

    @property
    def wanted(self) -> Wanted:
        """What to look for; what cannot be understood is left out, and said beside the field."""
        if not self.is_bound:
            return Wanted()
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**given)
