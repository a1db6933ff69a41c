"""Kinds of charts that are drawn with a plan of their own: quadrants, and a shaded matrix."""
