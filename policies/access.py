"""Who may write, sign and see policies, and record training: rows M40-M44 of section 4b and the actions that read them."""

from governance.people.roles import Role
from governance.permissions.table import Action, Row
from policies import access_teaching

ROWS = [
    Row(
        "M40",
        "Edit policy text",
        HD="D not ODB",
        COM="D (ROS)",
        DPO="D (ROS)",
        GOV="D",
        HR="TRU D (ODB)",
        TRU="TRU D (ODB)",
    ),
    Row(
        "M41",
        "Approve version / close review",
        HD="A",
        SLT="A (SPX cover)",
        COM="A (ROS)",
        DPO="A (ROS)",
        CHR="A",
        GOV="A",
        HR="TRU A",
        TRU="TRU A",
    ),
    Row(
        "M42",
        "Sign / acknowledge",
        HD="D",
        HOS="D",
        SLT="D",
        COM="D",
        PST="D",
        STF="D",
        ICT="D",
        OSO="D",
        DSL="D",
        DPO="D",
        CHR="D",
        GOV="D",
        PAR="D code",
        SYS="D",
    ),
    Row(
        "M43",
        "See who has not signed or trained",
        HD="V",
        HOS="v own school",
        COM="v posters",
        PST="O",
        STF="O",
        DSL="V",
        CHR="V",
        GOV="v counts",
        HR="V counts",
        TRU="V counts",
    ),
    Row(
        "M44",
        "Record training",
        HD="V",
        HOS="D",
        SLT="D",
        COM="D platform",
        PST="O",
        STF="O",
        OSO="D",
        DSL="D",
        CHR="V",
        GOV="O",
    ),
    Row("M+tell", "Log who was told of a policy", HD="D", HOS="D", SLT="D", COM="D", TRU="D", OFF="D"),
    Row("M+adopt", "Enter the minute that adopts the trust's policy", HD="D", CHR="D", GOV="D"),
    Row("M+excuse", "Excuse somebody who is away from signing", HD="A", CHR="A for HD's own"),
]

ACTIONS = [
    Action(
        "policies.view", "M42", "D", reaches_up=True, description="Read the documents of the organisation and above"
    ),
    Action("policies.publish", "M40", "D", description="Write a new version of a document and publish it"),
    Action("policies.review", "M41", "A", description="Sign a review of the policy, or ask for changes"),
    Action("policies.tell", "M+tell", "D", description="Log that staff, pupils or parents were told of a policy"),
    Action("policies.note_adoption", "M+adopt", "D", description="Enter the minute that adopts the trust's policy"),
    Action(
        "policies.sign",
        "M42",
        "D",
        own_only_roles=tuple(Role),
        reaches_up=True,
        description="Sign a version that one has read",
    ),
    Action("policies.view_signatures", "M43", "v", description="See who has signed and who has been trained"),
    Action(
        "policies.excuse",
        "M+excuse",
        "A",
        last_resort=(Role.CHR,),
        bars=("subject",),
        description="Excuse somebody from signing while they are away",
    ),
    Action("policies.view_training", "M44", "O", description="See a training record"),
    Action(
        "policies.record_training",
        "M44",
        "O",
        own_only_roles=(Role.HD, Role.CHR),
        description="Book oneself or somebody else on a course",
    ),
    Action(
        "policies.confirm_training",
        "M44",
        "D",
        bars=("subject",),
        description="Record that somebody else attended, and confirm it",
    ),
]

ROWS += access_teaching.ROWS
ACTIONS += access_teaching.ACTIONS
