"""Monitoring of one UPP: its codes, visits and findings."""
