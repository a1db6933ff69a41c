"""Starting: what a start is refused for, and serving the sources for who develops."""
