"""The case: one child's course through the four elements of the model."""
