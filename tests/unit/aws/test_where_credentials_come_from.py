"""Where credentials come from is said without asking AWS."""

from pathlib import Path

import pytest

from pulumi_servicecatalog.connect import credentials_source
from pulumi_servicecatalog.model.connection import Connection
from support import aws_environment

FILE = "[reader]\naws_access_key_id = a\naws_secret_access_key = b\n"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    aws_environment.no_settings(monkeypatch, tmp_path)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    (tmp_path / "credentials").write_text(FILE, encoding="utf-8")


def test_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    assert credentials_source(Connection()) == "the environment (AWS_ACCESS_KEY_ID)"


def test_a_profile_is_named() -> None:
    assert credentials_source(Connection(profile="reader")) == "the SDK's file of credentials, profile reader"


@pytest.mark.parametrize("profile", [None, "nobody"])
def test_there_may_be_none(profile: str | None) -> None:
    assert credentials_source(Connection(profile=profile)) == ""
