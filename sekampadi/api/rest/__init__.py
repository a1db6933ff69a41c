"""What is peculiar to the REST API, version 1: keys, bodies, caches, other origins, and its page."""
