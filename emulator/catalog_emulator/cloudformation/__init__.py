"""CloudFormation as adoption needs it: statuses, nesting, protection, failure and rollback, paging.

moto makes the resources themselves; stacks, their life and their API are ours. `models`, `responses` and `urls` are
moto's seam and bear the names that moto looks for.
"""
