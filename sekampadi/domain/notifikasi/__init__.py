"""Rules of telling people, and messages that wait."""
