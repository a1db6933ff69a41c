"""The walls that are connected to the leaders' screen."""
