"""Pages: publishing, and what is published, for everyone."""
