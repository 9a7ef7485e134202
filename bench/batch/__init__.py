"""Many workflows: one batch call against the ways that people use today."""
