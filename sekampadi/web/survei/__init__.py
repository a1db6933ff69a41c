"""Pages: the front page, the survey, paper entry."""
