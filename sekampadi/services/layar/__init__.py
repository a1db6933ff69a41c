"""The leaders' live screen."""
