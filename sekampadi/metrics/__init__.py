"""Metrics for Prometheus: what is counted where it happens."""
