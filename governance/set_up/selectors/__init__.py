"""How far an organisation is, and what setting up reads."""

from governance.set_up.selectors.listing import tasks_of, titles_undone

__all__ = ["tasks_of", "titles_undone"]
