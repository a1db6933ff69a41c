"""Building blocks of the pages that several subjects use, and what their states share."""
