"""What the policies leave open about conduct, review, training and teaching (P61-P75)."""

from policies.profile import conduct, review

SETTINGS = (*conduct.SETTINGS, *review.SETTINGS)
