"""What binds an annual report together: its forms, its beginning, its comparison, its end."""
