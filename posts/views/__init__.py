"""The pages of posts: get, form, service, redirect."""
