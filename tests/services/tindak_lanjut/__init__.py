"""Plans, their actions, what they quote, and what everyone is told."""
