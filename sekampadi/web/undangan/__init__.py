"""How many invitations of service applications were answered."""
