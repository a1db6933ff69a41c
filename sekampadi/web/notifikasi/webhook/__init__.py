"""The page of webhooks: where other systems are told of events."""
