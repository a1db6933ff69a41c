"""Long tables of answers: what they are made of, and how a page of them is found."""
