"""The page of delegations: who acts for an official (Plh., Plt.)."""
