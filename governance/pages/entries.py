"""The floor's own entries in the main navigation."""

from governance.pages.navigation import Item, declare

declare(
    Item("People", "governance:list_people", "people.view", order=70),
    Item("Policy profile", "governance:list_profiles", "profile.view", order=80),
    Item("Term dates", "governance:list_calendars", "organisation.change", order=85),
    Item("Setting up", "governance:list_set_ups", "set_up.test_mail", order=87),
    Item("Audit trail", "governance:list_events", "audit.view", order=90),
    Item("Technical", "governance:view_health", "health.view", order=95),
)
