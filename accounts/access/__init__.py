"""Who may do what to accounts: the rows of section 4b that belong here, and their actions."""

from accounts.access import accounts, care, devices, followers, leavers, register, technical, watching

ROWS = [*accounts.ROWS, *devices.ROWS, *followers.ROWS, *leavers.ROWS, *technical.ROWS, *watching.ROWS]
ACTIONS = [
    *accounts.ACTIONS,
    *care.ACTIONS,
    *devices.ACTIONS,
    *followers.ACTIONS,
    *leavers.ACTIONS,
    *register.ACTIONS,
    *technical.ACTIONS,
    *watching.ACTIONS,
]
