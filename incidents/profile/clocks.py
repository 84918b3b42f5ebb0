"""What the policies leave open about reply clocks, office hours and watching (P26-P30)."""

from datetime import time

from governance.profile.registry import Kind, Setting

GROUP = "Comments and watching"

SETTINGS = (
    Setting(
        key="P26",
        name="Time to reply",
        group=GROUP,
        kind=Kind.HOURS,
        help="The reply clock of a comment or query starts when it arrived and ends after so many hours.",
        default=48,
        presets={"ODB": 48, "WAN": 24},
        says={"ODB": "48 h", "WAN": "24 h"},
    ),
    Setting(
        key="P27",
        name="What arrives at a weekend",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Decides when the reply to a weekend arrival is due.",
        choices=(("next-working-day", "Due on the next working day, instead of after the hours above"),),
        default="next-working-day",
        presets={"ODB": "next-working-day", "WAN": "next-working-day"},
        says={"ODB": "Next working day", "WAN": "Next working day"},
    ),
    Setting(
        key="P28",
        name="An acknowledgement is enough",
        group=GROUP,
        kind=Kind.BOOLEAN,
        help="With yes, an acknowledgement stops the reply clock.",
        default=True,
        presets={"ODB": True, "WAN": True},
        says={"ODB": "Yes", "WAN": "Yes"},
    ),
    Setting(
        key="P29",
        name="What arrives on a bank holiday is treated like a weekend",
        group=GROUP,
        kind=Kind.BOOLEAN,
        help=("With yes, such a reply is due on the next working day; school holidays are working days all the same."),
        default=True,
    ),
    Setting(
        key="P29.office_opens",
        name="The office opens",
        group=GROUP,
        kind=Kind.TIME,
        help="Working hours are counted from this time on working days.",
        default=time(8, 0),
    ),
    Setting(
        key="P29.office_closes",
        name="The office closes",
        group=GROUP,
        kind=Kind.TIME,
        help="What is due on a working day is due by this time.",
        default=time(17, 0),
    ),
    Setting(
        key="P30",
        name="Watching the wider internet",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Decides whether a weekly search for mentions of the school falls due.",
        choices=(
            ("weekly-search", "A search every week"),
            ("may-watch", "The head, senior leaders and governors may look at adults' public posts"),
            ("wherever-posted", "Comments about the school are handled wherever they are posted"),
        ),
        default="weekly-search",
        presets={"STB": "may-watch", "ODB": "weekly-search", "ROS": "wherever-posted"},
        says={
            "STB": "Head, SLT, governors may watch adults' public posts",
            "ODB": "Each school must",
            "ROS": "Handles comments about the school wherever posted",
        },
    ),
)
