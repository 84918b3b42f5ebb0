"""Who may record and who may count that privacy settings were looked over; ties and permissions are rows M35 and M36."""

from governance.people.roles import Role
from governance.permissions.table import Action, Row

ROWS = [
    Row(
        "M+self-review",
        "Look over one's own privacy settings",
        HD="V",
        PST="O",
        STF="O",
        CHR="O",
        GOV="O",
    ),
]

ACTIONS = [
    Action(
        "policies.review_self",
        "M+self-review",
        "O",
        own_only_roles=tuple(Role),
        description="Record that one has looked over one's own privacy settings",
    ),
    Action(
        "policies.view_reviews",
        "M+self-review",
        "V",
        description="See how many have looked over their settings, and who is late",
    ),
]
