"""Writing a part of the annual report: its form, its draft, and what two people wrote."""
