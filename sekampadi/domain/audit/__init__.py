"""The audit trail: how its rows hang together, and what its acts are called."""
