"""What is handed in, by whom, who acts for whom, and how the province watches over it; each page has a folder of its own."""
