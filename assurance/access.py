"""Who may see what is owed and proven; the rows of 4b that these pages draw on belong to the apps below."""

from governance.permissions.table import Action, Row

ROWS = [
    Row(
        "M+assurance",
        "See the assurance pages",
        HD="V",
        HOS="v own school",
        SLT="v",
        COM="v",
        DSL="v",
        DPO="V",
        CHR="V",
        GOV="v counts",
        HR="v counts",
        TRU="V counts",
    ),
]

ACTIONS = [
    Action("assurance.view", "M+assurance", "v", description="See evidence by clause and what is late"),
    Action("assurance.report", "M+assurance", "V", description="Make the report to governors"),
]
