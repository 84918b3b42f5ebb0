"""What the policies leave open about approving posts (P10-P12, P31, P77)."""

from governance.people.roles import Role
from governance.profile.registry import Kind, Setting

GROUP = "Posts"

SETTINGS = (
    Setting(
        key="P10",
        name="Who approves a post",
        group=GROUP,
        kind=Kind.ROLES,
        help=("Only these roles, or the head where nobody holds them, may approve a post; nobody approves their own."),
        default=(Role.HD,),
        presets={"SPX": (Role.HOS,), "ODB": (Role.SLT,), "ROS": (Role.COM,)},
        says={"SPX": "Head of school", "ODB": "Senior leader", "ROS": "Comms officer"},
    ),
    Setting(
        key="P11",
        name="Which posts need approval",
        group=GROUP,
        kind=Kind.CHOICE,
        help="A post that needs none goes out once its author has submitted it and every other check has passed.",
        choices=(("every", "Every post"), ("controversial", "Only posts that may be controversial")),
        default="every",
        presets={"SPX": "every", "ODB": "controversial", "ROS": "every"},
        says={"SPX": "Every post", "ODB": "Only potentially controversial ones", "ROS": "Every staff post"},
    ),
    Setting(
        key="P12",
        name="Who approves a post that an approver wrote",
        group=GROUP,
        kind=Kind.ROLES,
        help="When the approver is the author, the post goes to these roles instead.",
        default=(Role.HD,),
    ),
    Setting(
        key="P31",
        name="How often something should be posted",
        group=GROUP,
        kind=Kind.CHOICE,
        help="With a rhythm set, those who manage an account are reminded when it falls silent.",
        choices=(
            ("none", "No rhythm"),
            ("keep-current", "Often enough to stay current"),
            ("weekly", "Every week"),
            ("regular", "Regularly"),
        ),
        default="none",
        presets={"SPX": "keep-current", "ROS": "weekly", "WAN": "regular"},
        says={"SPX": "Keep current", "ROS": "Weekly share", "WAN": "Regular updates"},
    ),
    Setting(
        key="P77",
        name="Important news also goes out by another channel",
        group=GROUP,
        kind=Kind.BOOLEAN,
        help="With yes, a post of important news asks where else the news was given.",
        default=True,
        presets={"WAN": True},
        says={"WAN": "Yes"},
    ),
)
