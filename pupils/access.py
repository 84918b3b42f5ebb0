"""Who may see the pupil register and who may load it: rows of our own beside section 4b."""

from governance.permissions.table import Action, Row

ROWS = [
    Row(
        "M+pupils",
        "See the pupil register",
        HD="V",
        HOS="V",
        SLT="v names and classes",
        COM="V",
        STF="v names and classes",
        DSL="V",
        DPO="V",
        OFF="D",
    ),
    Row("M+register", "Load the pupil register", HD="V", HOS="V", DPO="V", OFF="D"),
]

ACTIONS = [
    Action("pupils.list", "M+pupils", "v", description="See pupils' names and classes"),
    Action("pupils.see", "M+pupils", "V", description="See a pupil's details and contacts"),
    Action("pupils.load", "M+register", "D", description="Load the register from the school's own system"),
    Action(
        "pupils.change_contacts",
        "M+register",
        "D",
        bars=("parent",),
        description="Say who holds parental responsibility for a pupil",
    ),
]
