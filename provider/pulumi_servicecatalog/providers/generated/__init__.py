"""Written by `make generate` from schema.json: argument and output types, and the functions of the package."""
