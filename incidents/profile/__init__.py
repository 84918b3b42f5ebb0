"""What the policies leave open about comments, clocks, concerns and the press (P20-P22, P26-P30, P32-P35, P49-P55, P76)."""

from incidents.profile import clocks, comments, concerns

SETTINGS = (*clocks.SETTINGS, *comments.SETTINGS, *concerns.SETTINGS)
