"""What the policies leave open about pictures and consent (P36-P42, P47)."""

from consent.profile import asking, keeping

SETTINGS = (*asking.SETTINGS, *keeping.SETTINGS)
