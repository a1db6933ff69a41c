"""Tables of the SOP: what is handed in and by whom, and what the province sees of an UPP (decree, H and M)."""
