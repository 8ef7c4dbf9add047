"""Where the caller's own credentials come from, without asking AWS for anything."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError
from botocore.session import Session

if TYPE_CHECKING:
    from pulumi_servicecatalog.model.connection import Connection

_SOURCES: Final = {
    "env": "the environment (AWS_ACCESS_KEY_ID)",
    "explicit": "the program",
    "shared-credentials-file": "the SDK's file of credentials",
    "config-file": "the SDK's file of configuration",
    "assume-role": "a role of the SDK's configuration",
    "assume-role-with-web-identity": "a web identity (AWS_WEB_IDENTITY_TOKEN_FILE)",
    "sso": "IAM Identity Center (aws sso login)",
    "login": "the console's login (aws login)",
    "custom-process": "a process of the SDK's configuration (credential_process)",
    "container-role": "the role of this container",
    "iam-role": "the role of this instance",
}
"""By botocore's name of the method."""


def source(connection: Connection) -> str:
    """Return where the credentials of a connection come from, with the profile; "" where there are none.

    Args:
        connection: of which the profile counts, or the one that the environment names.

    """
    profile = connection.profile or os.environ.get("AWS_PROFILE")
    try:
        credentials = Session(profile=connection.profile).get_credentials()
    except BotoCoreError:
        return ""
    if credentials is None:
        return ""
    method = str(credentials.method)
    named = f", profile {profile}" if profile and method != "env" else ""
    return f"{_SOURCES.get(method, method)}{named}"
