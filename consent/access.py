"""Who may see and change what about consent: rows M10-M15 and M17 of section 4b, and the actions that read them."""

from governance.permissions.table import Action, Row

ROWS = [
    Row(
        "M10",
        "See consent answer when tagging (yes/no and conditions)",
        HD="V",
        HOS="V",
        SLT="v",
        COM="V",
        PST="v own draft",
        STF="v",
        DSL="V",
        DPO="V",
        PAR="O child",
        PUP="O self",
    ),
    Row(
        "M11",
        "Do-not-show list (names only)",
        HD="V",
        HOS="V",
        SLT="V",
        COM="V",
        PST="V",
        STF="V teaching",
        DSL="V",
        DPO="V",
    ),
    Row("M12", "Record consent form", COM="D", DPO="D", PAR="D child", PUP="D self (SPX)", OFF="D"),
    Row("M13", "See full consent record and evidence", HD="V", COM="v", DSL="v", DPO="V", PAR="O", PUP="O"),
    Row(
        "M14",
        "Receive withdrawal / amendment",
        HD="D amend (ROS)",
        COM="N",
        PST="N pending posts",
        DSL="N",
        DPO="D",
        PAR="D",
        PUP="D (SPX)",
        OFF="D",
    ),
    Row(
        "M15",
        "Safeguarding bar on a pupil's image (reason)",
        HD="V",
        HOS="v",
        COM="v bar only",
        PST="v bar only",
        STF="v bar only",
        DSL="A",
        DPO="v",
    ),
    Row("M17", "Consent audit and sign-off", HD="V", DPO="A", GOV="v counts", TRU="v counts", HR="v counts"),
    Row("M+wording", "Write the wording of the consent form", HD="D", COM="D", DPO="D"),
]

# K10: staff who are the pupil's parent do not process the pupil's consent.
PARENT = ("parent",)

ACTIONS = [
    Action("consent.see_ruling", "M10", "v", description="See whether a pupil may be shown, and on what conditions"),
    Action("consent.see_reasons", "M10", "V", description="See why a pupil may not be shown"),
    Action("consent.see_list", "M11", "V", description="See the do-not-show list"),
    Action("consent.record_form", "M12", "D", bars=PARENT, description="Record a signed consent form"),
    Action("consent.see_record", "M13", "v", description="See the answers and requests about a pupil"),
    Action("consent.see_evidence", "M13", "V", description="See who signed, when, on which wording"),
    Action("consent.receive_withdrawal", "M14", "D", bars=PARENT, description="Record a withdrawal or amendment"),
    Action("consent.see_requests", "M14", "D", description="See the withdrawals and amendments of a school"),
    Action(
        "consent.settle",
        "M17",
        "A",
        bars=PARENT,
        description="Handle a change of consent, settle an objection, refuse a form that is not valid",
    ),
    # M15 prints more; by reading Q31 the bar and its reason are the DSL's alone.
    Action("consent.bar", "M15", "A", bars=PARENT, description="Set, lift and see a safeguarding bar"),
    Action("consent.write_wording", "M+wording", "D", description="Add a version of the form's wording"),
]
