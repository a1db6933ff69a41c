"""What is proposed for an unsur that comes first: an open catalogue of acts, and the rule that picks."""
