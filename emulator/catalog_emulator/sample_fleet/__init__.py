"""An organization of hundreds of accounts to try a fleet on: what is in it, and how it gets into the emulator.

`python -m catalog_emulator --sample-fleet` starts with it; `python -m catalog_emulator.sample_fleet` lists every stack
with the verdict that a reader of the account should come to. `plan` decides, `fill` writes it into the backends
directly: through the API 60,000 stacks would take an hour.
"""
