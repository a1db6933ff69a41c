"""Handing in, dossiers, deadlines, and how an UPP is watched."""
