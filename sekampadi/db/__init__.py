"""Tables, the boundary between UPP, and reads. Knows the domain, nothing above itself."""
