"""Who may do what to accounts: the rows of section 4b that belong here, and their actions."""

from accounts.access import accounts, care, followers, leavers, register, watching

ROWS = [*accounts.ROWS, *followers.ROWS, *leavers.ROWS, *watching.ROWS]
ACTIONS = [
    *accounts.ACTIONS,
    *care.ACTIONS,
    *followers.ACTIONS,
    *leavers.ACTIONS,
    *register.ACTIONS,
    *watching.ACTIONS,
]
