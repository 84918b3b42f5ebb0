"""The verbs: each re-reads everything, decides and writes in one transaction."""
