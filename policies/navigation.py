"""The app's entries in the main navigation."""

from governance.pages.navigation import Item, declare

declare(Item("Policies", "policies:list_documents", "policies.view", order=60))
declare(Item("Teaching and parents", "policies:list_teaching", "teaching.view", order=65))
declare(Item("Declarations", "policies:list_declarations", "policies.view", order=62))
