"""The nouns of the house: frozen data, with no behaviour but reading and naming. Standard library only."""
