"""What this app says on pages lower down: that accounts are looked at too rarely for the replies they owe (Q13, T59)."""

from datetime import datetime

from accounts.rules.windows import too_rare
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.profile.selectors import profile_for
from governance.workflow.panels import Panel, panel


@panel("accounts.rota")
def warn_of_late_replies(place: Organisation, person: Person | None, now: datetime) -> Panel | None:
    """A warning on the rota of a school whose policy asks for replies sooner than anybody looks."""
    profile = profile_for(place, now)
    warning = too_rare(profile["P24"], reply_hours=profile["P26"])
    return Panel("incidents/_too_rare.html", facts={"warning": warning}) if warning else None
