"""The words of a dossier: their form, and the draft of what is typed into it."""
