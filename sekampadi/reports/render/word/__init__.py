"""Word files: a report on paper, and one that is a book."""
