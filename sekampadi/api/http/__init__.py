"""The plumbing of HTTP: what surrounds the app, how a route is declared, errors, parameters, streams."""
