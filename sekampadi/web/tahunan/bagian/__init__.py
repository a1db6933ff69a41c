"""One part of the annual report: what stands there, and its versions."""
