"""The page of one UPP and triwulan or year: where its papers are, and the move that comes next."""
