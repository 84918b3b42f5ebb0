"""Who may do what to accounts: the rows of section 4b that belong here, and their actions."""

from accounts.access import accounts, care, devices, followers, register, watching

ROWS = [*accounts.ROWS, *devices.ROWS, *followers.ROWS, *watching.ROWS]
ACTIONS = [
    *accounts.ACTIONS,
    *care.ACTIONS,
    *devices.ACTIONS,
    *followers.ACTIONS,
    *register.ACTIONS,
    *watching.ACTIONS,
]
