"""The floor's own settings: what shape the organisation has, and what its head is called (P01, P02)."""

from governance.profile.registry import Kind, Setting

GROUP = "Organisation"

SETTINGS = (
    Setting(
        key="P01",
        name="Shape of the organisation",
        group=GROUP,
        kind=Kind.CHOICE,
        help=(
            "Decides whether roles held at the top reach several schools, and whether a trust takes part in changes."
        ),
        choices=(
            ("federation", "A federation of schools with one executive headteacher and one governing body"),
            ("trust", "A trust with many schools and local governing bodies"),
            ("school", "A single school"),
        ),
        default="school",
        presets={"SPX": "federation", "STB": "school", "ODB": "trust", "ROS": "school", "WAN": "school"},
        says={
            "SPX": "Federation of several schools, one executive headteacher, head(s) of school, one governing body",
            "STB": "Single school; diocese and local authority in wider community",
            "ODB": "Trust with many schools, local governing bodies, trust committee (SEC)",
            "ROS": "Single school",
            "WAN": "Single school",
        },
    ),
    Setting(
        key="P02",
        name="What the top authoriser is called",
        group=GROUP,
        kind=Kind.TEXT,
        help="The title shown wherever the head decides or signs.",
        default="Headteacher",
        presets={
            "SPX": "Executive headteacher",
            "STB": "Headteacher",
            "ODB": "Headteacher",
            "ROS": "Headteacher",
            "WAN": "Headteacher",
        },
        says={
            "SPX": "Executive headteacher",
            "STB": "Headteacher (with governing body)",
            "ODB": "Headteacher with SLT",
            "ROS": "Headteacher",
            "WAN": "Headteacher",
        },
    ),
)
