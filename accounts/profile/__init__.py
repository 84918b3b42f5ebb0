"""What the policies leave open about social media accounts (P03-P09, P16-P19, P23-P25, P46, P78, P79)."""

from accounts.profile import applications, posters, watching

SETTINGS = (*applications.SETTINGS, *posters.SETTINGS, *watching.SETTINGS)
