"""What came of the actions of a plan, with what proves it, and the history."""
