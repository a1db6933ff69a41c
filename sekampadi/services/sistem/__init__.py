"""What every use case stands on: runtime, settings, lanes, health, counters checked."""
