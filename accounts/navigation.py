"""The app's entry in the main navigation."""

from governance.pages.navigation import Item, declare

declare(Item("Accounts", "accounts:list_accounts", "accounts.view", order=30))
