"""Whether a paper in hand is genuine."""
