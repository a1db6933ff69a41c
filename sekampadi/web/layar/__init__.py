"""Page: the leaders' live screen."""
