"""Service Catalog: state, rules, records and operations.

`models`, `responses` and `urls` are moto's seam and bear the names that moto looks for; everything else is ours.
"""
