"""What the services stand on, without moto and without HTTP.

Templates and their functions, the nouns of Service Catalog, errors, clock, ids, settings, faults, the journal,
the world.
"""
