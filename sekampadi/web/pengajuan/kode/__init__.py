"""Where QR codes hang: the table and its forms."""
