"""The open questions of AWS, asked of an account: `python -m catalog_emulator.probe --help`.

It talks to AWS through boto3 alone and knows nothing of the emulator but the names and values of its switches, so that
the emulator can be asked as well: the tests do, with every switch and each of its settings.
"""
