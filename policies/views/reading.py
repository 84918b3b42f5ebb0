"""A version as one person reads it: its text as a page and, where it was brought as one, its file."""

from typing import Any

from django.utils.safestring import mark_safe

from policies import selectors
from policies.models import DocumentVersion
from policies.rules.reading import as_page


def around(request: Any, version: DocumentVersion) -> dict[str, Any]:
    """What the page of a version shows of the text itself."""
    return {"html": mark_safe(as_page(version.text)), "file": selectors.file_of(version)}
