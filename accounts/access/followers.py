"""Who lets followers in, removes and blocks them: row M19 of section 4b, and a row of our own for parents (S22)."""

from governance.permissions.table import Action, Row

ROWS = [
    Row("M19", "Vet follower", HD="V", COM="A", PST="v"),
    # S22 gives the block of a parent to the head alone, which M19 has no letter for.
    Row("M+block-parent", "Block a parent from an account", HD="A"),
]

ACTIONS = [
    Action(
        "accounts.view_followers",
        "M19",
        "v",
        description="See which handles follow or ask to, and what was decided; posters on their own accounts",
    ),
    Action(
        "accounts.view_follower_people",
        "M19",
        "V",
        description="See who is believed to stand behind a handle, and the reasons; take the list away as a file",
    ),
    Action("accounts.log_follower", "M19", "A", description="Log requests to follow, and say who they come from"),
    Action("accounts.decide_follower", "M19", "A", description="Let somebody follow, or refuse them"),
    Action("accounts.remove_follower", "M19", "A", description="Remove a follower, with a reason"),
    Action(
        "accounts.block_follower", "M19", "A", description="Block whoever was removed, and look at the block again"
    ),
    Action(
        "accounts.block_parent",
        "M+block-parent",
        "A",
        description="Block a parent who was removed, and look at the block again",
    ),
]
