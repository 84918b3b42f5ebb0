"""Who says that somebody leaves, who hands over what they hold, and who confirms it: rows of our own, and M03 (S27)."""

from governance.people.roles import Role
from governance.permissions.table import Action, Row

ROWS = [
    # S27 names them beside its arrows; section 4b has no row for it.
    Row("M+notice-leaver", "Say that somebody leaves", HD="D", HOS="D", COM="D", OFF="D"),
    Row(
        "M+leaver",
        "Hand over what somebody who leaves holds",
        HD="V",
        HOS="V",
        SLT="V",
        COM="D",
        STF="O",
        DPO="V",
        CHR="V",
        OFF="v",
    ),
]

ACTIONS = [
    Action(
        "accounts.notice_leaver", "M+notice-leaver", "D", description="Say that somebody who holds accounts leaves"
    ),
    Action("accounts.view_handover", "M+leaver", "O", description="See what a leaver holds and what is left to do"),
    Action("accounts.export_handovers", "M+leaver", "V", description="Take the list of leavers into a spreadsheet"),
    Action(
        "accounts.run_handover",
        "M+leaver",
        "D",
        decider_setting="P19",
        last_resort=(Role.HD,),
        bars=("subject",),
        description="Decide what becomes of a leaver's accounts, and see it done",
    ),
    Action(
        "accounts.cover_absence",
        "M+leaver",
        "D",
        decider_setting="P19",
        description="Arrange who stands in for somebody who runs accounts and is away",
    ),
    Action(
        "accounts.confirm_handover",
        "M03",
        "A",
        decider_setting="P03",
        last_resort=(Role.CHR,),
        bars=("subject", "recorder", "runner"),
        description="Confirm what was decided about a leaver's accounts",
    ),
]
