"""Who may log what was taught, tell parents, and confirm for the board: row M45 of section 4b and two rows beside it."""

from governance.permissions.table import Action, Row

ROWS = [
    Row(
        "M45",
        "Teaching and parent-notice log",
        HD="V",
        HOS="D",
        SLT="D",
        COM="D",
        STF="D own class",
        OSO="V",
        DSL="D",
        GOV="v",
    ),
    Row("M+teaching", "Confirm that a lesson or an event was held", HD="A", DSL="A"),
    Row("M+board", "Confirm the safeguarding lead's remit and record governors' learning", HD="V", HOS="V", SLT="V",
        DSL="V", CHR="D", GOV="D", TRU="V"),
]  # fmt: skip

ACTIONS = [
    Action("teaching.log", "M45", "D", description="Plan and record lessons, events and notices to parents"),
    Action("teaching.view", "M45", "v", description="See which lessons and events were held, and which notices sent"),
    Action("teaching.view_whole", "M45", "V", description="See who held them, and take the log away as a file"),
    Action(
        "teaching.confirm",
        "M+teaching",
        "A",
        bars=("recorder", "leader"),
        description="Confirm that a lesson or an event was held",
    ),
    Action("board.view", "M+board", "V", reaches_up=True, description="See what the governing board has confirmed"),
    Action(
        "board.confirm",
        "M+board",
        "D",
        description="Confirm the safeguarding lead's remit and record governors' learning",
    ),
]
