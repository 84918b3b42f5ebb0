"""Who looks at the accounts, and who sees that somebody did: row M18 of section 4b (C117)."""

from governance.people.roles import Role
from governance.permissions.table import Action, Row

ROWS = [
    Row(
        "M18",
        "Monitoring check, reply, acknowledge",
        HD="V",
        HOS="V",
        SLT="V",
        COM="D",
        PST="D",
        DSL="v",
        HR="v",
        TRU="v",
    ),
]

ACTIONS = [
    Action(
        "accounts.check",
        "M18",
        "D",
        own_only_roles=(Role.PST,),
        description="Look at an account that one runs or moderates, and record it",
    ),
    Action("accounts.view_checks", "M18", "v", reaches_up=True, description="See who looked at an account, and when"),
    Action(
        "accounts.set_rota",
        "M18",
        "D",
        own_only_roles=(Role.PST,),
        description="Say who watches which account, and when",
    ),
]
