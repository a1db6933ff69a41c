"""Word lists: how people write, and by which words they speak of an unsur. Data, no rules.

Entries of a list stand between commas or at the ends of lines. An entry is a word or several words in their
order, of which a few others may stand between; ``a-b`` means right behind, ``a & b`` either order, ``a/b``
either word, ``@name`` any word of a group (:data:`umum.KELOMPOK`), ``#`` a number, ``rupiah`` an amount of money.
In which form a word is written does not matter: both sides are reduced to the same stem.
"""
