"""Published sheets, the log of their media, open data, the quarter's package."""
