"""What the policies leave open about those who post and those who run accounts (P08, P09, P16-P19)."""

from governance.people.roles import Role
from governance.profile.registry import Kind, Setting

GROUP = "Social media accounts"

SETTINGS = (
    Setting(
        key="P08",
        name="What a runner or poster must have done first",
        group=GROUP,
        kind=Kind.CHOICES,
        help="Nobody may post until each of these is on record for them.",
        choices=(
            ("policy", "Read and signed the social media policy"),
            ("training", "Been trained in social media"),
            ("platform-training", "Been trained for the platform"),
            ("terms", "Signed the terms of use"),
        ),
        default=("policy", "training"),
        presets={"SPX": ("platform-training", "terms"), "ODB": ("policy", "training"), "ROS": ("platform-training",)},
        says={
            "SPX": "Platform training, terms of use",
            "ODB": "Read policy and been trained (non-staff too)",
            "ROS": "Platform induction",
        },
    ),
    Setting(
        key="P09",
        name="Who authorises posters and administrators",
        group=GROUP,
        kind=Kind.ROLES,
        help="Only these roles may let somebody post to an account or hold its password.",
        default=(Role.HD,),
        presets={"SPX": (Role.HD,), "ODB": (Role.SLT,), "ROS": (Role.COM,)},
        says={
            "SPX": "Executive headteacher",
            "ODB": "SLT through the application",
            "ROS": "Comms officer grants permission to post",
        },
    ),
    Setting(
        key="P16",
        name="A terms of use agreement is signed",
        group=GROUP,
        kind=Kind.BOOLEAN,
        help="With yes, nobody may post until they have signed the current terms of use.",
        default=True,
        presets={"SPX": True, "ODB": False},
        says={"SPX": "Required, by school support manager", "ODB": "Acceptable-use links only"},
    ),
    Setting(
        key="P17",
        name="Who manages the accounts from day to day",
        group=GROUP,
        kind=Kind.ROLES,
        help="These roles are asked first for checks, comments and takedowns.",
        default=(Role.COM,),
        presets={"SPX": (Role.COM,), "ODB": (Role.COM,), "ROS": (Role.COM,), "WAN": (Role.COM,)},
        says={
            "SPX": "School support manager",
            "ODB": "Administrator/moderator with lead staff member",
            "ROS": "Communications officer",
            "WAN": "administrator(s)",
        },
    ),
    Setting(
        key="P17.technical",
        name="Who gives technical help and puts security in place",
        group=GROUP,
        kind=Kind.ROLES,
        help="These roles are asked when the head directs a security measure, or somebody asks for help with an account.",
        default=(Role.ICT,),
        presets={"SPX": (Role.ICT,), "ROS": (Role.OSO, Role.ICT)},
        says={"SPX": "ICT technicians", "ROS": "Online safety officer with the head; ICT technicians help"},
    ),
    Setting(
        key="P18",
        name="Where passwords are kept",
        group=GROUP,
        kind=Kind.CHOICE,
        help="The custody record of each account starts from this answer; the password itself is never kept here.",
        choices=(
            ("network", "On the ICT network, shared only with those whom the head authorises"),
            ("officer", "With whoever manages the accounts from day to day"),
            ("custodian", "With a custodian named for each account"),
        ),
        default="custodian",
        presets={"SPX": "network", "ODB": "officer", "ROS": "officer"},
        says={
            "SPX": "On ICT network, shared only with those the exec head authorises",
            "ODB": "Administrator/moderator",
            "ROS": "Comms officer; head may permit others",
        },
    ),
    Setting(
        key="P19",
        name="Who closes or hands over a leaver's accounts",
        group=GROUP,
        kind=Kind.ROLES,
        help="When somebody who runs an account leaves, these roles are asked to close it or hand it over.",
        default=(Role.COM,),
        presets={"ODB": (Role.COM,)},
        says={"ODB": "Close or transfer, run by administrator/moderator"},
    ),
)
