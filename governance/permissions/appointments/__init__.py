"""The verbs about people, their work, roles and deputies; they stand above `people` because they ask permission first."""
