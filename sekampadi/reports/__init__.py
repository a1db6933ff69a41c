"""Reports: built once from figures, written in many forms."""
