"""What the policies leave open about followers, checks, devices and platforms (P23-P25, P46, P78, P79)."""

from governance.profile.registry import Kind, Setting

GROUP = "Social media accounts"

SETTINGS = (
    Setting(
        key="P23",
        name="How followers are let in",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Decides whether requests to follow an account are checked one by one, and whose are refused.",
        choices=(
            ("vetted", "Every follower is checked"),
            ("vetted-no-pupils", "Every follower is checked; parents yes, pupils no, staff advised not to"),
            ("per-application", "As the account's application says, open or closed"),
            ("vetted-on-closed", "Followers of closed accounts are checked"),
        ),
        default="vetted-on-closed",
        presets={"SPX": "vetted", "ODB": "per-application", "ROS": "vetted-no-pupils"},
        says={
            "SPX": "Vetted by school support manager",
            "ODB": "Open or closed per application",
            "ROS": "Vetted by comms officer; parents yes; pupils no; staff advised no",
        },
    ),
    Setting(
        key="P24",
        name="How often accounts are checked",
        group=GROUP,
        kind=Kind.CHOICE,
        help=(
            "A check of each live account falls due this often; a warning shows where it is rarer than the reply time."
        ),
        choices=(("daily", "Every day"), ("daily-working-days", "Every working day"), ("weekly", "Every week")),
        default="daily-working-days",
        presets={"ODB": "daily-working-days", "ROS": "daily"},
        says={"ODB": "At least weekly", "ROS": "Daily", "WAN": '"Regularly"'},
    ),
    Setting(
        key="P25",
        name="Accounts are checked in school holidays too",
        group=GROUP,
        kind=Kind.BOOLEAN,
        help="With no, checks fall due only in term.",
        default=True,
        presets={"ODB": True, "ROS": True},
        says={"ODB": "Yes", "ROS": "Daily, no exception"},
    ),
    Setting(
        key="P46",
        name="Which devices may take pictures",
        group=GROUP,
        kind=Kind.CHOICE,
        help="A picture for a post must come from a device this answer allows.",
        choices=(
            ("owned-and-approved", "The school's own, approved beforehand by the online safety officer"),
            ("owned", "The school's or the trust's own, never a personal one"),
        ),
        default="owned-and-approved",
        presets={"SPX": "owned-and-approved", "ODB": "owned", "ROS": "owned-and-approved"},
        says={
            "SPX": "Federation-owned, pre-approved by online safety officer",
            "ODB": "School or trust kit, never personal",
            "ROS": "School-owned, pre-approved by online safety officer",
            "WAN": "School phones for parent contact only",
        },
    ),
    Setting(
        key="P78",
        name="Anonymous posting",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Decides whether a post from an unnamed or invented sender counts as a breach.",
        choices=(("banned", "Banned"), ("discouraged", "Discouraged")),
        default="banned",
        presets={"SPX": "banned", "ODB": "discouraged", "ROS": "banned"},
        says={"SPX": "Banned", "ODB": "Discouraged", "ROS": "Banned"},
    ),
    Setting(
        key="P79",
        name="Platforms",
        group=GROUP,
        kind=Kind.TEXTS,
        help=(
            "The platforms offered when somebody applies for an account; other names of one platform "
            "stand in brackets."
        ),
        default=("X (Twitter)", "Facebook", "Instagram", "YouTube", "LinkedIn", "TikTok", "Snapchat", "Website"),
        presets={
            "ROS": ("X (Twitter)", "Facebook"),
            "WAN": ("X (Twitter)", "Website", "Tapestry", "Class Dojo", "Teams"),
        },
        says={
            "SPX": "none",
            "STB": "many as examples",
            "ODB": "examples",
            "ROS": "X/Twitter, Facebook",
            "WAN": "Twitter/X, website, Tapestry; Class Dojo and Teams for pupils",
        },
    ),
)
