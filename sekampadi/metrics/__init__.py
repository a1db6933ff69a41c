"""Metrics for Prometheus: what is counted where it happens, and the port they are read at."""
