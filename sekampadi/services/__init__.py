"""Use cases: authorize, load in scope, apply the rule, write with audit in one transaction."""
