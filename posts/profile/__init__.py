"""What the policies leave open about posts (P10-P15, P31, P43-P45, P48, P77)."""

from posts.profile import approval, pupils, wording

SETTINGS = (*approval.SETTINGS, *pupils.SETTINGS, *wording.SETTINGS)
