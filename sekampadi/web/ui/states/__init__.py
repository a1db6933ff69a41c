"""What the states of several pages share: forms, tables, reports on the screen, the identity."""
