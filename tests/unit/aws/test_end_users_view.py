"""What an administrator's call refuses or does not find is asked by the end user's call."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from pulumi_servicecatalog.aws.catalog import CatalogCalls
from pulumi_servicecatalog.aws.templates import TemplateCalls
from pulumi_servicecatalog.model.refusal import Absent, Denied, Invalid

VIEW = {"ProductId": "prod-1", "Name": "web", "Type": "CLOUD_FORMATION_TEMPLATE", "Owner": "us"}
ARTIFACT = {"Id": "pa-1", "Name": "v1"}
PATHS = [{"Id": "lpv2-1", "Name": "a"}, {"Id": "lpv2-2", "Name": "b"}]
END_USER: dict[str, Any] = {
    "search_products": {"ProductViewSummaries": [VIEW]},
    "describe_product": {"ProductViewSummary": VIEW, "ProvisioningArtifacts": [ARTIFACT]},
    "list_launch_paths": {"LaunchPathSummaries": PATHS},
    "describe_provisioning_parameters": {"ProvisioningArtifactParameters": [{"ParameterKey": "Size"}]},
}
UNSEEN = {
    "AccessDeniedException": "not authorized",
    "ResourceNotFoundException": "gone",
    "ValidationException": "Product prod-1 not found",
}
EMPTY: dict[str, Any] = {
    "search_products_as_admin": {"ProductViewDetails": []},
    "list_provisioning_artifacts": {"ProvisioningArtifactDetails": []},
    "describe_provisioning_artifact": {"ProvisioningArtifactDetail": {}, "Status": "AVAILABLE"},
}


class Client:
    """Answers what it has an answer to, and refuses all else with one code. `requests` are those that were answered."""

    def __init__(self, answers: dict[str, Any], code: str) -> None:
        self._answers = answers
        self._code = code
        self.requests: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        def call(**request: Any) -> Any:
            if name not in self._answers or request.get("AccessLevelFilter") == {"Key": "Account", "Value": "self"}:
                error = {"Error": {"Code": self._code, "Message": UNSEEN.get(self._code, "wrong")}}
                raise ClientError(error, name.title().replace("_", ""))  # type: ignore[arg-type]
            self.requests.append((name, request))
            return self._answers[name]

        return call


def calls(client: Client) -> CatalogCalls:
    stub: Any = client
    return CatalogCalls(stub)


@pytest.mark.parametrize("code", [*UNSEEN, "nothing of it"])
def test_an_end_user_and_an_importing_account_find_products_versions_and_parameters(code: str) -> None:
    client = Client({**END_USER, **(EMPTY if code == "nothing of it" else {})}, code if code in UNSEEN else "X")
    gateway = calls(client)
    assert [product.id for product in gateway.products_named("web")] == ["prod-1"]
    assert [product.name for product in gateway.products()] == ["web"]
    assert [artifact.id for artifact in gateway.artifacts("prod-1")] == ["pa-1"]
    assert [parameter.key for parameter in gateway.artifact_parameters("prod-1", "pa-1")] == ["Size"]
    assert client.requests[-1] == (
        "describe_provisioning_parameters",
        {"ProductId": "prod-1", "ProvisioningArtifactId": "pa-1", "PathId": "lpv2-1"},
    )


@pytest.mark.parametrize("code", UNSEEN)
def test_a_product_is_found_by_its_id_as_an_end_user(code: str) -> None:
    product = calls(Client(END_USER, code)).product("prod-1")
    assert product is not None
    assert product.name == "web"


@pytest.mark.parametrize(("code", "kind"), [("AccessDeniedException", Denied), ("ResourceNotFoundException", Absent)])
def test_what_neither_view_has_is_refused_by_the_end_users_call(code: str, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught:
        calls(Client({}, code)).artifacts("prod-1")
    assert "DescribeProduct:" in str(caught.value)


def test_a_request_that_is_wrong_is_not_repeated_as_an_end_user() -> None:
    with pytest.raises(Invalid):
        calls(Client(END_USER, "InvalidParametersException")).artifacts("prod-1")


def test_who_may_see_the_own_provisioned_products_only_is_shown_these() -> None:
    client = Client(
        {"search_provisioned_products": {"ProvisionedProducts": []}, "list_record_history": {"RecordDetails": []}},
        "AccessDeniedException",
    )
    gateway = calls(client)
    assert list(gateway.provisioned_products()) == []
    assert list(gateway.record_history("pp-1")) == []
    assert [request["AccessLevelFilter"] for _, request in client.requests] == [{"Key": "User", "Value": "self"}] * 2


class _NoS3:
    """A session without S3; a URL of another scheme must not get as far."""

    class meta:  # noqa: N801 - as in botocore
        class events:  # noqa: N801
            @staticmethod
            def unregister(*_: Any) -> None:
                """Take the handler away."""


@pytest.mark.parametrize(
    "url",
    [
        "file://localhost/etc/passwd",
        "file:///etc/passwd",
        "ftp://localhost/template",
        "http://templates.example/template",
        "data:text/plain,Resources",
        "templates.example/template",
        "https://[::1/template",
        "",
    ],
)
def test_a_template_is_read_from_https_only(url: str) -> None:
    client: Any = _NoS3
    with pytest.raises(Invalid):
        TemplateCalls(client, lambda: client).template_at(url)
