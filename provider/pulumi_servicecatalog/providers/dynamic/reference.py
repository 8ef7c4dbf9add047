"""How a resource names its provider: the pickles of `_dynamic_v1.PROVIDER` and `LAUNCHING_PROVIDER`, references both.

Pulumi's SDK makes these texts by pickling a provider for each resource; they never change, so they are said here. A
test compares them with what the SDK makes.
"""

PROVIDER = "gASVMgAAAAAAAACMIXB1bHVtaV9zZXJ2aWNlY2F0YWxvZy5fZHluYW1pY192MZSMCFBST1ZJREVSlJOULg=="
LAUNCHING_PROVIDER = "gASVPAAAAAAAAACMIXB1bHVtaV9zZXJ2aWNlY2F0YWxvZy5fZHluYW1pY192MZSMEkxBVU5DSElOR19QUk9WSURFUpSTlC4="
