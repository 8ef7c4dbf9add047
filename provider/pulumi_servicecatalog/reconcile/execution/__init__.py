"""How a request is carried out: its turn, its repetition, its token, and the wait for its record."""
