"""The forms of an action, their drafts, and what is shown when two people have changed it."""
