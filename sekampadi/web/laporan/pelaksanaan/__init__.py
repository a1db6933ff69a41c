"""How a survey was carried out: a form on the page of the laporan."""
