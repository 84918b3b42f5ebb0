"""Who may ask to unblock, decide, carry out, and see reports of inappropriate content (M28-M33)."""

from governance.people.roles import Role
from governance.permissions.table import Action, Row

ROWS = [
    Row(
        "M28",
        "Report inappropriate content",
        HD="D",
        HOS="D",
        SLT="D",
        COM="D",
        PST="D",
        STF="D",
        ICT="D",
        OSO="D",
        DSL="D",
        DPO="D",
        CHR="D",
        GOV="D",
        PUP="via staff",
    ),
    Row(
        "M29",
        "Act on it; see person named",
        HD="V; X if named",
        STF="O",
        ICT="D; v URL and device, name hidden",
        OSO="D (ROS)",
        DSL="V if pupil",
        CHR="V if HD named",
        HR="HR if staff (ODB)",
        TRU="HR if staff (ODB)",
    ),
    Row(
        "M30",
        "Ask to unblock",
        HD="D",
        HOS="D",
        SLT="D",
        COM="D",
        PST="D",
        STF="D",
        ICT="D",
        OSO="D",
        DSL="D",
    ),
    Row(
        "M31",
        "Advise, carry out, re-block",
        HD="V",
        STF="O",
        ICT="D",
        OSO="D",
        DSL="v",
    ),
    Row(
        "M32",
        "Decide unblock",
        HD="A",
        CHR="A for HD's own",
    ),
    Row(
        "M33",
        "Network ban",
        HD="A",
        HOS="V",
        ICT="v",
        OSO="v",
        DSL="V",
    ),
]

ACTIONS = [
    Action("content_reports.make", "M28", "D", description="Report inappropriate content"),
    Action(
        "content_reports.act", "M29", "D", bars=("subject",), description="Act on a report of inappropriate content"
    ),
    Action(
        "content_reports.view", "M29", "V", bars=("subject",), description="Read a report of inappropriate content"
    ),
    Action("unblocks.ask", "M30", "D", description="Ask for a site to be unblocked"),
    Action("unblocks.carry_out", "M31", "D", bars=("requester",), description="Advise, unblock and block again"),
    Action("unblocks.view", "M31", "v", description="See requests to unblock"),
    Action(
        "unblocks.decide",
        "M32",
        "A",
        last_resort=(Role.CHR,),
        bars=("requester", "beneficiary"),
        description="Decide whether a site is unblocked",
    ),
    Action(
        "bans.decide", "M33", "A", bars=("subject", "parent", "relative"), description="Ban somebody from the network"
    ),
    Action("bans.view", "M33", "v", bars=("subject",), description="See who is banned from the network"),
]
