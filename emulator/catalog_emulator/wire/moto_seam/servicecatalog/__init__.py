"""Service Catalog's place in moto."""
