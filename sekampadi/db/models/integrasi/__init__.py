"""Other systems: links to the survey that they hand out, and where they are told of things."""
