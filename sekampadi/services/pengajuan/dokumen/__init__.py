"""What is read of the province's dossiers: their documents, and the list of them."""
