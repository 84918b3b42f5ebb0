"""Who may do what with the school's own devices: row M34 of section 4b, and its actions."""

from governance.people.roles import Role
from governance.permissions.table import Action, Row

ROWS = [Row("M34", "Approve image device", HD="V", COM="v", PST="v list", STF="v list", ICT="v", OSO="A", DPO="V")]

# Whoever hands things out at the counter (S21: the office), and those who look after the machines.
LENDERS = (Role.OFF, Role.COM, Role.ICT)

ACTIONS = [
    Action("accounts.view_devices", "M34", "v", reaches_up=True, description="See the list of devices"),
    Action("accounts.request_device", "M34", "v", description="Ask for a device to be approved"),
    Action(
        "accounts.approve_device",
        "M34",
        "A",
        last_resort=(Role.HD,),
        bars=("requester",),
        description="Approve a device, refuse it, or renew its approval for a year",
    ),
    Action("accounts.withdraw_device", "M34", "A", fallback=(Role.HD,), description="Withdraw a device, or find it"),
    Action(
        "accounts.lend_device",
        "M34",
        "A",
        fallback=LENDERS,
        last_resort=(Role.HD,),
        reaches_up=True,
        description="Sign a device out and in",
    ),
    Action("accounts.report_device", "M34", "v", reaches_up=True, description="Report a device lost"),
    Action(
        "accounts.view_loans",
        "M34",
        "V",
        fallback=LENDERS,
        reaches_up=True,
        description="See who borrowed a device before, and export the list",
    ),
]
