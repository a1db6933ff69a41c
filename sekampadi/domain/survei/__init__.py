"""The survey's rules: its steps, questions, respondents, paper, and answers as no people give."""
