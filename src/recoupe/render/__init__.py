"""What the user sees of a reading: a terminal view, a page, an explanation."""
