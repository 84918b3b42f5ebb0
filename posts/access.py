"""Who may do what to posts and takedowns: rows M07-M09 and M16 of section 4b, and the actions that read them."""

from governance.people.roles import Role
from governance.permissions.table import Action, Row

_ALL_BUT_COM = (Role.HD, Role.HOS, Role.SLT, Role.PST, Role.STF)

ROWS = [
    Row("M07", "Draft post", HD="D", HOS="D", SLT="D", COM="D", PST="D", STF="D (asks, ROS)"),
    Row("M08", "Approve post", HD="A fallback", HOS="A (SPX)", SLT="A if controversial (ODB)", COM="A (ROS)"),
    Row(
        "M09",
        "Mark published, edit, take down",
        HD="V",
        HOS="V",
        SLT="V",
        COM="D",
        PST="D own accounts",
        DSL="v",
        DPO="V",
    ),
    Row(
        "M16", "Takedown task", HD="V", HOS="V", COM="D", PST="D", DSL="v", DPO='A "not practicable"', PAR="v outcome"
    ),
]

ACTIONS = [
    Action("posts.draft", row="M07", needs="D", description="Start a draft"),
    Action(
        "posts.edit",
        row="M07",
        needs="D",
        own_only_roles=_ALL_BUT_COM,
        description="Change a draft: its author, who posts to its accounts, or the communications officer",
    ),
    Action(
        "posts.submit",
        row="M07",
        needs="D",
        own_only_roles=(*_ALL_BUT_COM, Role.COM),
        description="Send one's own draft for approval, or abandon it",
    ),
    Action("posts.take_over", row="M09", needs="D", own_only_roles=(Role.PST,), description="Take over a draft"),
    Action("posts.view", row="M09", needs="v", own_only_roles=(Role.PST,), description="See posts in the library"),
    Action(
        "posts.approve",
        row="M08",
        needs="A",
        decider_setting="P10",
        fallback=(Role.HD,),
        last_resort=(Role.CHR,),
        bars=("author", "editor", "parent"),
        description="Approve a post, ask for changes, or reject it",
    ),
    Action("posts.schedule", row="M09", needs="D", description="Say when an approved post is to go out"),
    Action("posts.hold", row="M09", needs="D", fallback=(Role.DPO, Role.DSL), description="Hold a queued post"),
    Action("posts.publish", row="M09", needs="D", description="Open the copy pack and record the link"),
    Action("posts.amend", row="M09", needs="D", description="Change a published post"),
    Action(
        "posts.check_live",
        row="M09",
        needs="v",
        bars=("publisher",),
        description="Say that the live post is as approved",
    ),
    Action("takedowns.view", row="M16", needs="v", own_only_roles=(Role.PST,), description="See takedowns"),
    Action("takedowns.open", row="M16", needs="v", own_only_roles=(Role.PST,), description="Ask for a takedown"),
    Action(
        "takedowns.remove", row="M16", needs="D", own_only_roles=(Role.PST, Role.DPO), description="Take a post down"
    ),
    Action(
        "takedowns.confirm",
        row="M16",
        needs="V",
        own_only_roles=(Role.PST,),
        bars=("remover",),
        description="Confirm that somebody else's removal worked",
    ),
    Action("takedowns.decide", row="M16", needs="A", description="Decide that a removal is not practicable"),
    Action("takedowns.reopen", row="M16", needs="v", own_only_roles=(Role.PST,), description="Reopen a takedown"),
]
