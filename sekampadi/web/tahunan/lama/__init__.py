"""The index of a year before SEKAMPADI, typed in from an earlier report."""
