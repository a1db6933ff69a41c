"""The annual report: its sentences, its forms, its numbers."""
