"""Just enough reading of HTML to ask what a page says."""

from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img", "path"}
FOCUSABLE = {"input", "select", "textarea", "button"}


class Page(HTMLParser):
    """Every start tag with its attributes, and the ids among them."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag

    @property
    def ids(self):
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]

    def by_id(self, wanted):
        return next(((tag, attrs) for tag, attrs in self.tags if attrs.get("id") == wanted), None)

    def named(self, name):
        return [attrs for tag, attrs in self.tags if attrs.get("name") == name and tag in FOCUSABLE]

    def summary_targets(self):
        return [attrs["href"][1:] for tag, attrs in self.tags if tag == "a" and attrs.get("href", "").startswith("#")]

    def takes_focus(self, wanted):
        found = self.by_id(wanted)
        if found is None:
            return False
        tag, attrs = found
        return "tabindex" in attrs or (tag in FOCUSABLE and attrs.get("type") != "hidden" and "disabled" not in attrs)
