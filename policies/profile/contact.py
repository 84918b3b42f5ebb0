"""What the policies leave open about contact online and private profiles, beside P61-P66 (C192, C193, C195, C202, C203)."""

from governance.profile.registry import Kind, Setting
from policies.profile.conduct import GROUP

NOTHING = "not-stated"
SAYS_NOTHING = (NOTHING, "Nothing is asked")
SHOWN = "Shown to staff with the policy."

SETTINGS = (
    Setting(
        key="P61.privacy",
        name="Privacy settings of private accounts",
        group=GROUP,
        kind=Kind.CHOICE,
        help=SHOWN,
        choices=(
            SAYS_NOTHING,
            ("check-regularly", "Advised to check them regularly"),
            ("use", "Privacy settings are used"),
            ("private", "Accounts are set to private"),
        ),
        default=NOTHING,
        presets={"SPX": "use", "STB": "use", "ODB": "check-regularly", "ROS": "use", "WAN": "private"},
        says={
            "SPX": "Necessary privacy controls are applied",
            "STB": "Appropriate privacy settings are in place",
            "ODB": "Settings are checked regularly",
            "ROS": "Necessary privacy controls are applied",
            "WAN": "Set to private; pupils are never approved contacts",
        },
    ),
    Setting(
        key="P65.channels",
        name="How staff contact pupils and parents",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Shown to staff with the policy, beside the list of channels that the school has agreed.",
        choices=(
            ("agreed-only", "Only through agreed channels"),
            ("mail-apart", "Only through agreed channels; school and private e-mail are kept apart"),
            ("open-to-scrutiny", "Only through agreed channels, open to scrutiny and never personal with pupils"),
        ),
        default="agreed-only",
        presets={"STB": "agreed-only", "ROS": "mail-apart", "WAN": "open-to-scrutiny"},
        says={
            "STB": "School e-mail or telephone; with pupils, the school website under agreed protocols",
            "ROS": "Authorised school channels; school and private e-mail are not mixed",
            "WAN": "With pupils face to face, Class Dojo and Teams, open to scrutiny; never a personal phone or e-mail",
        },
    ),
    Setting(
        key="P65.colleagues",
        name="Staff and colleagues online",
        group=GROUP,
        kind=Kind.CHOICE,
        help=SHOWN,
        choices=(SAYS_NOTHING, ("caution", "With caution")),
        default=NOTHING,
        presets={"STB": "caution"},
        says={"STB": "Caution when inviting colleagues to be friends"},
    ),
    Setting(
        key="P65.details",
        name="Giving out personal contact details",
        group=GROUP,
        kind=Kind.CHOICE,
        help=SHOWN,
        choices=(
            SAYS_NOTHING,
            ("kept-private", "Kept private, with logins and PINs"),
            ("never", "Never to pupils or parents"),
            ("head-agrees", "Never, unless the head agrees that there is a need"),
        ),
        default=NOTHING,
        presets={"STB": "kept-private", "ROS": "never", "WAN": "head-agrees"},
        says={
            "STB": "Telephone numbers, logins, PINs and private e-mail are kept private and secure",
            "ROS": "Never given to pupils or parents",
            "WAN": "Not given unless the headteacher agrees the need",
        },
    ),
    Setting(
        key="P66.views",
        name="Personal views of staff online",
        group=GROUP,
        kind=Kind.CHOICE,
        help=SHOWN,
        choices=(
            SAYS_NOTHING,
            ("made-plain", "It is made plain that they are personal"),
            ("not-the-schools", "Never shown as linked to the school"),
            ("disclaimer", "With a disclaimer where the account is linked with the school"),
        ),
        default=NOTHING,
        presets={"SPX": "made-plain", "STB": "not-the-schools", "ODB": "disclaimer", "ROS": "made-plain"},
        says={
            "SPX": "Clear that views are personal",
            "STB": "Never represented as the school's or linked to it",
            "ODB": "A disclaimer where an account is linked with the school",
            "ROS": "Clear that views are personal and not the school's",
        },
    ),
)
