"""Tables on paper: their letters, the widths of their columns, their markup."""
