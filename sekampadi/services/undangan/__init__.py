"""Invitations of service applications: making them, opening their links, and how many were answered."""
