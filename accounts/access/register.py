"""Who may do what to the register itself: handing over, closing, what was found, platforms (rows M03 and M04)."""

from governance.people.roles import Role
from governance.permissions.table import Action

ACTIONS = [
    Action("accounts.transfer", "M04", "D", description="Hand an account over, or ask that it be closed"),
    Action(
        "accounts.confirm_change",
        "M03",
        "A",
        decider_setting="P03",
        last_resort=(Role.CHR,),
        bars=("recorder", "runner"),
        description="Confirm that an account was handed over or has closed",
    ),
    Action("accounts.record_found", "M04", "v", reaches_up=True, description="Write down an account that was found"),
    Action(
        "accounts.decide_found",
        "M03",
        "A",
        decider_setting="P03",
        last_resort=(Role.CHR,),
        description="Decide about an account that was found",
    ),
    Action("accounts.follow_found", "M04", "D", description="Record that a found account is gone"),
    Action("accounts.view_history", "M04", "V", description="Read all that has happened to an account"),
    Action("accounts.export", "M04", "V", description="Take the register into a spreadsheet"),
    Action(
        "accounts.keep_platform",
        "M04",
        "D",
        description="Record the lowest age of a platform as the school itself read it",
    ),
    Action("accounts.record_thinking", "M04", "D", description="Record what was thought through about an account"),
    Action("accounts.show_owner", "M04", "D", description="Say whom the public page names for an account"),
]
