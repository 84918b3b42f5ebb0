"""Who directs security, who asks for technical help, who gives it and who says that it is right (C020, C046): our rows."""

from governance.people.roles import Role
from governance.permissions.table import Action, Row

ROWS = [
    # Section 4b has no row for either; the head directs with the data protection officer looking on (C020).
    Row(
        "M+direct",
        "Direct security measures for accounts, and carry them out",
        HD="A",
        HOS="V",
        SLT="V",
        COM="V",
        PST="O",
        STF="O",
        ICT="D",
        OSO="D",
        DPO="V",
        CHR="V",
    ),
    Row("M+help", "Ask for technical help with an account", HD="A", COM="D", PST="O", STF="O"),
]

ACTIONS = [
    Action("accounts.direct_security", "M+direct", "A", description="Direct a security measure"),
    Action("accounts.ask_help", "M+help", "O", description="Ask for technical help with an account that one runs"),
    Action("accounts.view_technical", "M+direct", "O", description="See one thing asked of the technicians"),
    Action(
        "accounts.list_technical",
        "M+direct",
        "V",
        description="See all that is asked of the technicians about accounts, and take it into a spreadsheet",
    ),
    Action(
        "accounts.do_technical",
        "M+direct",
        "D",
        decider_setting="P17.technical",
        description="Record that a security measure is in place or that help was given",
    ),
    Action(
        "accounts.confirm_technical",
        "M+help",
        "O",
        last_resort=(Role.CHR,),
        bars=("recorder",),
        own_only_roles=(Role.COM, Role.PST, Role.STF),
        description="Confirm what one directed or asked for, or send it back",
    ),
    Action(
        "accounts.withdraw_technical",
        "M+help",
        "O",
        own_only_roles=(Role.COM, Role.PST, Role.STF),
        description="Withdraw what one directed or asked for",
    ),
]
