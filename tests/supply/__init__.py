"""What the program is made of: its locked packages, their licences, and the bill of materials."""
