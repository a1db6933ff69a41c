"""Both SOP as use cases: handing in, the province's dossier, deadlines, and how an UPP is watched (decree, H and M)."""
