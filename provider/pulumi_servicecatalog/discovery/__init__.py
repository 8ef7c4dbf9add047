"""From accounts to what can be adopted in them: reads stacks and catalogs, and matches one with the other.

Nothing is changed. Whether a stack can be adopted is preflight's decision, here as in a preview.
"""
