"""Lets all sessions of the AWS SDK in a process share what it has read of the services' models.

Each session reads and parses megabytes of JSON before its first call, and every test opens sessions of its own, since
every connection of the provider is one.
"""

from functools import cache

import botocore.session
from botocore.loaders import create_loader


def share() -> None:
    botocore.session.create_loader = cache(create_loader)


def read(services: tuple[str, ...]) -> None:
    """Read the models of these services now."""
    session = botocore.session.get_session()
    for service in services:
        session.create_client(
            service, region_name="eu-west-1", aws_access_key_id="111122223333", aws_secret_access_key="any"
        )
