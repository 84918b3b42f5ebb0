"""What the policies leave open about the pupils a post names or shows (P43-P45, P48)."""

from governance.profile.registry import Kind, Setting

GROUP = "Posts"

SETTINGS = (
    Setting(
        key="P43",
        name="Pupils' names",
        group=GROUP,
        kind=Kind.CHOICE,
        help="The name check stops a post that gives more than this allows.",
        choices=(
            ("no-full-name-with-image", "No full name with a picture"),
            ("no-name-with-image", "No name at all with a picture"),
            ("no-full-name", "No full name in any post"),
            ("no-full-name-and-no-name-with-image", "No full name in any post, and no name at all with a picture"),
        ),
        default="no-full-name-and-no-name-with-image",
        presets={"SPX": "no-full-name-with-image", "ROS": "no-name-with-image", "WAN": "no-full-name"},
        says={
            "SPX": "No full name with image",
            "ROS": "No name with image (body); no full name (form)",
            "WAN": "No full name in any post",
        },
    ),
    Setting(
        key="P44",
        name="How recognisable pupils may be",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Authors see this as they add pictures, and approvers as they look at them.",
        choices=(
            ("group-shots", "Group pictures, general labels and blurring"),
            ("judgement", "As the author judges"),
            ("no-face", "Every face is blocked, cropped or edited"),
            ("individuals", "Individual pupils may be shown"),
        ),
        default="group-shots",
        presets={"SPX": "group-shots", "ODB": "judgement", "ROS": "no-face", "WAN": "individuals"},
        says={
            "SPX": "Group shots, general labels, blurring",
            "ODB": "Judgement",
            "ROS": "Block, crop or edit every face",
            "WAN": "Individuals may be shown",
        },
    ),
    Setting(
        key="P45",
        name="Everybody shown is suitably dressed",
        group=GROUP,
        kind=Kind.BOOLEAN,
        help="With yes, the checklist of a post with pictures asks for it.",
        default=True,
        presets={"SPX": True, "ODB": True, "ROS": True},
        says={"SPX": "Yes", "ODB": "Yes, no ridicule", "ROS": "Yes"},
    ),
    Setting(
        key="P48",
        name="Sensitive facts about pupils, such as special needs",
        group=GROUP,
        kind=Kind.CHOICE,
        help="Decides whether such a post can be submitted at all, and what must be on record for it.",
        choices=(
            ("forbidden", "Never posted"),
            ("extra-consent", "Only with express extra consent, and without saying who it is"),
        ),
        default="forbidden",
        presets={"STB": "forbidden", "ROS": "extra-consent"},
        says={"STB": "Confidential", "ROS": "Express extra consent and anonymised"},
    ),
)
