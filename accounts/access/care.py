"""Who looks after accounts by the year: actions under row M04."""

from governance.permissions.table import Action

ACTIONS = [
    Action(
        "accounts.view_care",
        "M04",
        "V",
        description="See when accounts were looked at and reviewed, and what searches of the web found",
    ),
    Action(
        "accounts.look_after",
        "M04",
        "D",
        description="Record a look at an account's settings, its yearly review, or a search of the web",
    ),
]
