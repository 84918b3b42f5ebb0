"""What the policies leave open about conduct, review, training and teaching (P61-P75)."""

from policies.profile import conduct, contact, review

SETTINGS = (*conduct.SETTINGS, *contact.SETTINGS, *review.SETTINGS)
