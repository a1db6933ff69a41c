"""Building blocks of the pages, made of plain elements and the classes of ``assets/sekampadi.css``."""
