"""The first steps, and the home of who stands at the counter."""
