"""What the policies leave open about whose yes is needed, and for what (P36-P39)."""

from governance.profile.registry import Kind, Setting

GROUP = "Pictures and consent"

SETTINGS = (
    Setting(
        key="P36",
        name="Rule for pictures of pupils",
        group=GROUP,
        kind=Kind.CHOICE,
        help=(
            "Decides what every picture is asked before it may go out; a change starts on a set day, and "
            "from then each pupil is a no until answered."
        ),
        choices=(
            ("opt-in", "Only with a yes for each pupil and kind of use"),
            ("no-people-images", "No pictures of people"),
            ("permission-and-list", "Permission in advance, and a do-not-show list"),
            ("no-identifiable", "No pupil who can be recognised"),
            ("opt-in-and-list", "A written yes, and a do-not-show list"),
        ),
        default="opt-in",
        presets={
            "SPX": "opt-in",
            "STB": "no-people-images",
            "ODB": "permission-and-list",
            "ROS": "no-identifiable",
            "WAN": "opt-in-and-list",
        },
        says={
            "SPX": "Opt-in, per pupil, per kind",
            "STB": "No images of pupils, families, staff or identifiable school",
            "ODB": "Permission in advance + do-not-publish list",
            "ROS": "No identifiable pupils; consent form dormant",
            "WAN": "Written opt-in + do-not-show list",
        },
    ),
    Setting(
        key="P37",
        name="Whose yes is needed",
        group=GROUP,
        kind=Kind.CHOICES,
        help=("A use counts as agreed only when each of these has said yes; staff answer for pictures of themselves."),
        choices=(
            ("parent", "A person with parental responsibility"),
            ("pupil", "The pupil"),
            ("staff", "Members of staff, for themselves"),
        ),
        default=("parent", "staff"),
        presets={"SPX": ("parent", "pupil"), "ODB": ("parent", "staff"), "ROS": ("parent",), "WAN": ("parent",)},
        says={
            "SPX": "Pupil and person with parental responsibility",
            "ODB": "Parents; staff for themselves",
            "ROS": "Parent",
            "WAN": "Parents",
        },
    ),
    Setting(
        key="P38",
        name="What is asked for separately",
        group=GROUP,
        kind=Kind.CHOICES,
        help="The consent form has one answer for each of these.",
        choices=(
            ("image", "Pictures"),
            ("video", "Video"),
            ("account", "Social media accounts"),
            ("website", "The website"),
            ("print", "Print, such as the prospectus"),
        ),
        default=("image", "video", "account"),
        presets={
            "SPX": ("image", "video", "account", "website", "print"),
            "ODB": ("image", "video"),
            "ROS": ("image", "video", "account", "website", "print"),
            "WAN": ("image", "video"),
        },
        says={
            "SPX": "Image / video / named uses",
            "ODB": "Photo or video together",
            "ROS": "Image / video, social accounts listed",
            "WAN": "Pictures (video unmentioned)",
        },
    ),
    Setting(
        key="P39",
        name="How long an answer is valid",
        group=GROUP,
        kind=Kind.CHOICE,
        help="After this an old yes is a no until it is given anew.",
        choices=(("academic-year", "The academic year, 1 September to 31 August"),),
        default="academic-year",
        presets={"SPX": "academic-year", "ROS": "academic-year", "WAN": "academic-year"},
        says={
            "SPX": "Academic year",
            "ROS": "Academic year or until circumstances change",
            "WAN": "List yearly; joiners at enrolment",
        },
    ),
)
