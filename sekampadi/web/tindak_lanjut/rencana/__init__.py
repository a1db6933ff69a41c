"""The page of one plan: what is planned, what came of it, and its history."""
