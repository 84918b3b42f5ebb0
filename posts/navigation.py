"""The app's entries in the main navigation."""

from governance.pages.navigation import Item, declare

declare(
    Item("Posts", "posts:list_posts", order=10),
    Item("Takedowns", "posts:list_takedowns", "takedowns.view", order=20),
)
