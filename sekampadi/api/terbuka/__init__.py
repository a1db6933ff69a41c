"""What other sites and programs take: card and badge, open data and their catalogue."""
