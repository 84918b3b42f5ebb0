"""What the policies leave open about withdrawals, the record and pictures of staff (P40-P42, P47)."""

from governance.people.roles import Role
from governance.profile.registry import Kind, Setting

GROUP = "Pictures and consent"

SETTINGS = (
    Setting(
        key="P40",
        name="Who is told of a withdrawal",
        group=GROUP,
        kind=Kind.ROLES,
        help="Any wish to stop counts from its receipt, wherever it lands; these roles then deal with it.",
        default=(Role.DPO,),
        presets={"ROS": (Role.DPO, Role.HD)},
        says={
            "SPX": "School, in writing",
            "ODB": "Anyone's wish respected",
            "ROS": "Withdraw DPO; amend head; declaration says DPO for both; writing",
        },
    ),
    Setting(
        key="P41",
        name="What follows a withdrawal",
        group=GROUP,
        kind=Kind.CHOICE,
        help="New use stops at once under every answer; this says how far earlier posts are taken down.",
        choices=(
            ("take-down", "A takedown task for every post that is live"),
            ("if-practicable", "Earlier posts are removed where reasonably practicable"),
            ("every-effort", "Every effort is made to remove earlier posts"),
            ("as-soon-as-possible", "Pictures without permission are removed as soon as possible"),
        ),
        default="take-down",
        presets={"SPX": "if-practicable", "ROS": "every-effort", "WAN": "as-soon-as-possible"},
        says={
            "SPX": "Stop; remove earlier posts if reasonably practicable",
            "ROS": "Every effort to remove",
            "WAN": "Unpermitted photos removed as soon as possible",
        },
    ),
    Setting(
        key="P42",
        name="Who keeps the consent record",
        group=GROUP,
        kind=Kind.ROLES,
        help="These roles are asked to keep the record complete and sign it off.",
        default=(Role.DPO,),
        presets={"SPX": (Role.DPO,), "ODB": (Role.OFF,), "ROS": (Role.DPO,)},
        says={
            "SPX": "DPO",
            "ODB": '"school list"',
            "ROS": "Head tells bodies; DPO takes withdrawals",
            "WAN": "List to teachers",
        },
    ),
    Setting(
        key="P47",
        name="Pictures of staff",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Decides what is asked before a picture that shows a member of staff may go out.",
        choices=(
            ("permission", "With the member of staff's permission"),
            ("forbidden", "Never"),
            ("school-accounts", "Only on school accounts, and only if needed"),
        ),
        default="permission",
        presets={"STB": "forbidden", "ODB": "permission", "WAN": "school-accounts"},
        says={"STB": "Forbidden", "ODB": "Staff permission", "WAN": "School accounts only, if needed"},
    ),
)
