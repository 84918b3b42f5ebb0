"""What the policies leave open about what posts say (P13-P15)."""

from governance.profile.registry import Kind, Setting

GROUP = "Posts"

SETTINGS = (
    Setting(
        key="P13",
        name="What posts may be about",
        group=GROUP,
        kind=Kind.CHOICES,
        help="The author picks one of these; a post about anything else cannot be submitted.",
        choices=(
            ("events", "Reminders about upcoming events"),
            ("school-success", "Good news about the school"),
            ("achievements", "Achievements of pupils and staff"),
            ("parent-information", "Information that parents should have"),
            ("pupil-work", "Pupils and their work"),
            ("staff-work", "The work of staff"),
            ("event-reports", "Events, with pictures"),
            ("key-information", "Key information"),
            ("external-events", "Events outside school"),
            ("urgent-news", "Urgent news, such as a closure"),
            ("parental-engagement", "Working with parents"),
            ("marketing", "Telling people about the school"),
            ("links", "Links to other pages"),
        ),
        default=(
            "events",
            "school-success",
            "achievements",
            "parent-information",
            "pupil-work",
            "staff-work",
            "event-reports",
            "key-information",
            "external-events",
            "urgent-news",
            "parental-engagement",
            "marketing",
        ),
        presets={
            "SPX": ("events", "school-success", "achievements", "parent-information"),
            "ROS": ("pupil-work", "staff-work", "school-success", "achievements"),
            "WAN": (
                "event-reports",
                "achievements",
                "events",
                "key-information",
                "external-events",
                "urgent-news",
                "links",
                "parental-engagement",
                "marketing",
            ),
        },
        says={
            "SPX": "4 (events, school success, achievements, parent information)",
            "ROS": "Positive, about pupils, staff work, school, achievements",
            "WAN": (
                "9 (events with pictures, achievements incl. individuals, upcoming events, key information, "
                "external events, urgent news, links, parental engagement, marketing)"
            ),
        },
    ),
    Setting(
        key="P14",
        name="What the author and the approver confirm about the wording",
        group=GROUP,
        kind=Kind.TEXTS,
        help=(
            "These lines are the checklist that the author ticks before submitting and the approver before approving."
        ),
        default=(
            "it does not risk bringing the school into disrepute",
            "it expresses neutral opinions and nobody's personal views",
            "its language is suitable and friendly to school",
            "it is sensitive to those who will read it, above all where some may find it controversial",
            "nothing in it could be taken as offensive",
            "it takes no side in politics",
            "nothing in it is unlawful",
        ),
        presets={
            "SPX": (
                "it does not risk bringing the school into disrepute",
                "it expresses neutral opinions and nobody's personal views",
                "its language is suitable and friendly to school",
                "it is sensitive to those who will read it, above all where some may find it controversial",
                "nothing in it could be taken as offensive",
                "it takes no side in politics",
                "nothing in it is unlawful",
            ),
            "STB": (
                "it treats everybody it mentions with respect",
                "it is in the best interest of the pupils and the school",
            ),
            "ODB": (
                "its tone is engaging, conversational and informative",
                "it is friendly and respectful to everybody",
                "it is accurate, balanced and polite",
                "nothing in it is unlawful",
            ),
            "ROS": ("it is positive about the school and its pupils", "nothing in it is unlawful"),
            "WAN": ("it is professional", "its tone is engaging and welcoming"),
        },
        says={
            "SPX": "7 criteria",
            "STB": "Respect, best interest",
            "ODB": "Tone words; do's and don'ts",
            "ROS": "Positive, lawful",
            "WAN": "Professional, engaging, welcoming",
        },
    ),
    Setting(
        key="P15",
        name="Opinions in posts",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Shown to authors as they write, and asked of the approver.",
        choices=(
            ("neutral", "Neutral only, none personal"),
            ("never-the-schools", "Never as though the school held them"),
            ("balanced", "Allowed if balanced and measured"),
        ),
        default="neutral",
        presets={"SPX": "neutral", "STB": "never-the-schools", "ODB": "balanced"},
        says={
            "SPX": "Neutral only, none personal",
            "STB": "Never as the school's",
            "ODB": "Allowed if balanced and measured",
        },
    ),
)
