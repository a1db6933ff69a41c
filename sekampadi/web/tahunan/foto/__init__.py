"""Photos of the survey in an annual report: uploaded, described, moved, taken out."""
