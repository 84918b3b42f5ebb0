"""What the policies leave open about blocked content and the network (P56-P60)."""

from governance.people.roles import Role
from governance.profile.registry import Kind, Setting

GROUP = "Websites and the network"

SETTINGS = (
    Setting(
        key="P56",
        name="Who decides whether a site is unblocked",
        group=GROUP,
        kind=Kind.ROLES,
        help="Only these roles may decide a request to unblock a site.",
        default=(Role.HD,),
        presets={"SPX": (Role.HD,), "ROS": (Role.HD,)},
        says={"SPX": "Executive headteacher", "ROS": "Headteacher"},
    ),
    Setting(
        key="P56.processor",
        name="Who receives a request to unblock a site",
        group=GROUP,
        kind=Kind.ROLES,
        help="These roles advise on the request first and carry out the decision.",
        default=(Role.ICT,),
        presets={"SPX": (Role.ICT,), "ROS": (Role.OSO,)},
        says={"SPX": "ICT technician", "ROS": "Online safety officer"},
    ),
    Setting(
        key="P57",
        name="Who receives a report of unsuitable content",
        group=GROUP,
        kind=Kind.ROLES,
        help="A report of unsuitable content goes to these roles at once.",
        default=(Role.ICT,),
        presets={
            "SPX": (Role.ICT,),
            "STB": (Role.HD,),
            "ODB": (Role.SLT,),
            "ROS": (Role.OSO, Role.ICT, Role.DSL, Role.COM),
        },
        says={
            "SPX": "ICT technician (printed form)",
            "STB": "Head",
            "ODB": "Senior staff",
            "ROS": "Online safety officer; also IT technician, DSL, comms officer",
        },
    ),
    Setting(
        key="P58",
        name="Platforms that are always blocked",
        group=GROUP,
        kind=Kind.TEXTS,
        help="The block register starts with these for every group of users.",
        default=(),
        presets={"ROS": ("Instagram", "TikTok", "Snapchat")},
        says={"ROS": "Instagram, TikTok, Snapchat"},
        may_be_empty=True,
    ),
    Setting(
        key="P59",
        name="Who may monitor use of the network",
        group=GROUP,
        kind=Kind.ROLES,
        help="Only these roles may record a look at somebody's use of the network.",
        default=(Role.OSO,),
        presets={"SPX": (Role.ICT, Role.DSL), "STB": (Role.HD, Role.SLT, Role.GOV), "ROS": (Role.OSO,)},
        says={
            "SPX": "ICT technicians, safeguarding officers",
            "STB": "Head, SLT, governors",
            "ODB": "School filter",
            "ROS": "Online safety officer",
        },
    ),
    Setting(
        key="P60",
        name="Pupils using social media on the school's WiFi",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Decides whether a permission for it can be asked for.",
        choices=(("never", "Never"), ("with-permission", "With the head of school's permission, set up by ICT")),
        default="never",
        presets={"SPX": "with-permission", "ROS": "never"},
        says={"SPX": "With head of school's permission + ICT set-up", "ROS": "Never"},
    ),
)
