"""What is published, for other sites and programs: card and badge, open data, their descriptions."""
