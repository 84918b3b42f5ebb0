"""Who may do what with policies, training, teaching and declarations: rows M35, M36 and M40-M45, and rows of our own."""

from policies.access import conduct, declarations, documents, reading, teaching, training

ROWS = [*documents.ROWS, *conduct.ROWS, *declarations.ROWS, *teaching.ROWS, *reading.ROWS, *training.ROWS]
ACTIONS = [
    *documents.ACTIONS,
    *conduct.ACTIONS,
    *declarations.ACTIONS,
    *teaching.ACTIONS,
    *reading.ACTIONS,
    *training.ACTIONS,
]
