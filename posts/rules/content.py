"""Exactly what is approved: the canonical form of a post's content, and its hash (T34)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

Snapshot = Mapping[str, Any]


def content_hash(snapshot: Snapshot) -> str:
    """The fingerprint of a snapshot: the same content gives the same, any change whatever gives another."""
    canonical = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def changed(old: Snapshot, new: Snapshot) -> list[str]:
    """Which parts differ between two snapshots, in the page's words."""
    return [WORDS.get(key, key) for key in new if old.get(key) != new[key]]


WORDS: Mapping[str, str] = {
    "text": "the text",
    "category": "the category",
    "controversial": "whether it may be controversial",
    "no_identifiable": "whether a pupil can be identified",
    "checklist_ticked": "the checklist",
    "names_explained": "the words that look like names",
    "sensitive": "whether it says something sensitive",
    "extra_consent": "the extra consent",
    "targets": "the accounts",
    "media": "the pictures",
    "shown": "the pupils shown",
}
