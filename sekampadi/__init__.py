"""SEKAMPADI: the satisfaction survey of a provincial government."""
