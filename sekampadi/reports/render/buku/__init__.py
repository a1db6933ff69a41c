"""Long documents: what is counted and listed in them, and their form in PDF."""
