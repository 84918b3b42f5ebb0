"""Who may have training given again after something happened: a row beside M44."""

from governance.permissions.table import Action, Row

ROWS = [
    Row(
        "M+refresh",
        "Refresh training after an incident or a change",
        HD="A",
        HOS="D",
        SLT="D",
        COM="D platform",
        OSO="D",
        DSL="D",
        CHR="V",
        GOV="V",
    ),
]

ACTIONS = [
    Action("training.view_refreshes", "M+refresh", "V", description="See what training is being given again, and why"),
    Action("training.refresh", "M+refresh", "D", description="Have training given again, and record that it was"),
    Action(
        "training.excuse_audience",
        "M+refresh",
        "A",
        description="Say why pupils, parents or staff need not be taught again",
    ),
]
