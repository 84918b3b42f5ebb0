"""Who agrees channels and words the notice of monitoring, and who hears of a trust's updates (C005, C052, C203, Q20)."""

from governance.permissions.table import Action, Row

ROWS = [
    Row("M+channels", "Agree channels for contact with pupils and parents", HD="D", COM="D", TRU="D"),
    Row("M+monitoring", "Word the notice of monitoring", HD="D", DPO="D", TRU="D"),
    Row("M+updates", "Confirm that the trust's update was seen", HD="D", HOS="V", CHR="V", GOV="V", TRU="V"),
]

ACTIONS = [
    Action(
        "policies.agree_channels",
        "M+channels",
        "D",
        description="Agree by which channels staff contact pupils and parents",
    ),
    Action("policies.word_monitoring", "M+monitoring", "D", description="Word the notice of monitoring"),
    Action(
        "policies.view_updates", "M+updates", "V", description="See which schools have confirmed the trust's updates"
    ),
    Action("policies.confirm_update", "M+updates", "D", description="Confirm that the trust's update was seen"),
]
