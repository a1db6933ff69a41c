"""The province's dossiers: the list of them, and one with its moves, words and documents."""
