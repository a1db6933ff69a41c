"""What other sites may show of the published figures, and under which licence the data are open."""
