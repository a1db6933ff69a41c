"""The regulation in code: pure, without Reflex, SQL, clock or files."""
