"""Portfolios that an account shares with others: who sees what, and through which call."""

from __future__ import annotations

import pytest

from integration.emulator.caller import template

ADMINISTRATORS_CALLS = {
    "describe_product_as_admin": lambda product: {"Id": product[0]},
    "list_provisioning_artifacts": lambda product: {"ProductId": product[0]},
    "describe_provisioning_artifact": lambda product: {"ProductId": product[0], "ProvisioningArtifactId": product[1]},
}
END_USERS_CALLS = {
    "describe_product": lambda product: {"Id": product[0]},
    "list_launch_paths": lambda product: {"ProductId": product[0]},
    "describe_provisioning_parameters": lambda product: {
        "ProductId": product[0],
        "ProvisioningArtifactId": product[1],
    },
}


@pytest.fixture
def other(aws, accounts):
    """An account with which portfolios are shared."""
    there = type(aws)(aws.url, next(accounts))
    there.set(record_seconds=0)
    return there


@pytest.fixture
def shared(aws, other):
    """A portfolio that is shared with the other account, and the product in it."""
    product = aws.product(template(Parameters={"Size": {"Type": "String", "Default": "s"}}))
    (portfolio,) = aws.catalog.list_portfolios()["PortfolioDetails"]
    aws.catalog.create_portfolio_share(PortfolioId=portfolio["Id"], AccountId=other.account)
    return portfolio["Id"], product


@pytest.fixture
def imported(shared, other):
    """The same, imported, with a principal of the other account."""
    portfolio_id, product = shared
    other.catalog.accept_portfolio_share(PortfolioId=portfolio_id)
    other.catalog.associate_principal_with_portfolio(
        PortfolioId=portfolio_id, PrincipalARN=f"arn:aws:iam::{other.account}:role/x", PrincipalType="IAM"
    )
    return portfolio_id, product


def accepted(aws, **more):
    return [p["Id"] for p in aws.catalog.list_accepted_portfolio_shares(**more)["PortfolioDetails"]]


def details(aws, portfolio_id, kind="ACCOUNT"):
    shares = aws.catalog.describe_portfolio_shares(PortfolioId=portfolio_id, Type=kind)["PortfolioShareDetails"]
    return [(share["PrincipalId"], share["Accepted"]) for share in shares]


class TestWhoShares:
    def test_a_share_is_listed_and_says_whether_it_was_accepted(self, aws, other, shared):
        portfolio_id, _ = shared
        aws.catalog.create_portfolio_share(PortfolioId=portfolio_id, AccountId=other.account)  # has no effect
        assert aws.catalog.list_portfolio_access(PortfolioId=portfolio_id)["AccountIds"] == [other.account]
        assert details(aws, portfolio_id) == [(other.account, False)]
        other.catalog.accept_portfolio_share(PortfolioId=portfolio_id)
        assert details(aws, portfolio_id) == [(other.account, True)]

    def test_a_shared_portfolio_is_not_deleted_and_a_share_can_be_taken_back(self, aws, other, imported):
        portfolio_id, _ = imported
        assert aws.refusal("delete_portfolio", Id=portfolio_id)[0] == "ResourceInUseException"
        aws.catalog.delete_portfolio_share(PortfolioId=portfolio_id, AccountId=other.account)
        assert accepted(other) == []
        gone = aws.refusal("delete_portfolio_share", PortfolioId=portfolio_id, AccountId=other.account)
        assert gone[0] == "ResourceNotFoundException"

    @pytest.mark.parametrize(
        ("target", "code"),
        [
            ({}, "InvalidParametersException"),
            ({"AccountId": "own"}, "InvalidParametersException"),
            ({"OrganizationNode": {"Type": "ACCOUNT", "Value": "111111111111"}}, "OperationNotSupportedException"),
        ],
        ids=["nobody", "itself", "a node, without an organization"],
    )
    def test_what_cannot_be_shared_is_refused(self, aws, shared, target, code):
        account = {"AccountId": aws.account} if "AccountId" in target else target
        assert aws.refusal("create_portfolio_share", PortfolioId=shared[0], **account)[0] == code


class TestWhoImports:
    def test_nothing_is_seen_before_the_share_is_accepted(self, other, shared):
        assert accepted(other) == []
        for call, arguments in END_USERS_CALLS.items():
            assert other.refusal(call, **arguments(shared[1]))[0] == "ResourceNotFoundException", call

    def test_what_is_not_shared_cannot_be_accepted(self, aws, other):
        aws.product()
        (portfolio,) = aws.catalog.list_portfolios()["PortfolioDetails"]
        refused = other.refusal("accept_portfolio_share", PortfolioId=portfolio["Id"])
        assert refused[0] == "ResourceNotFoundException"

    def test_an_imported_portfolio_is_listed_apart_from_own_ones_until_it_is_rejected(self, other, imported):
        assert accepted(other) == [imported[0]]
        assert other.catalog.list_portfolios()["PortfolioDetails"] == []
        assert other.catalog.describe_portfolio(Id=imported[0])["PortfolioDetail"]["Id"] == imported[0]
        other.catalog.reject_portfolio_share(PortfolioId=imported[0])
        assert accepted(other) == []

    @pytest.mark.parametrize("call", END_USERS_CALLS)
    def test_the_end_users_calls_answer(self, other, imported, call):
        answer = getattr(other.catalog, call)(**END_USERS_CALLS[call](imported[1]))
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200

    @pytest.mark.parametrize("setting", ["not-found", "answer"])
    @pytest.mark.parametrize("call", ADMINISTRATORS_CALLS)
    def test_whether_the_administrators_calls_answer_is_a_switch(self, other, imported, call, setting):
        other.set(imported_admin_views=setting)
        arguments = ADMINISTRATORS_CALLS[call](imported[1])
        if setting == "answer":
            assert getattr(other.catalog, call)(**arguments)
        else:
            assert other.refusal(call, **arguments)[0] == "ResourceNotFoundException"

    def test_products_are_found_by_search_by_name_and_by_view(self, other, imported):
        (view,) = other.catalog.search_products()["ProductViewSummaries"]
        assert view["ProductId"] == imported[1][0]
        assert other.catalog.describe_product(Name="web-service")["ProductViewSummary"]["ProductId"] == imported[1][0]
        described = other.catalog.describe_product_view(Id=view["Id"])
        assert [version["Id"] for version in described["ProvisioningArtifacts"]] == [imported[1][1]]
        listed = other.catalog.search_products_as_admin(PortfolioId=imported[0])["ProductViewDetails"]
        assert [p["ProductViewSummary"]["ProductId"] for p in listed] == [imported[1][0]]

    @pytest.mark.parametrize(("setting", "count"), [("not-found", 0), ("answer", 1)])
    def test_whether_administrators_find_a_product_by_search_is_the_same_switch(self, other, imported, setting, count):
        other.set(imported_admin_views=setting)
        provisioned = other.catalog.search_products_as_admin()["ProductViewDetails"]
        assert [p["ProductViewSummary"]["ProductId"] for p in provisioned] == [imported[1][0]] * count

    def test_a_product_can_be_launched_updated_and_adopted_at(self, aws, other, imported):
        product_id, artifact_id = imported[1]
        launch = {"ProductId": product_id, "ProvisioningArtifactId": artifact_id}
        made = other.catalog.provision_product(ProvisionedProductName="launched", **launch)["RecordDetail"]
        assert other.record(made)["Status"] == "SUCCEEDED"
        body = template(Parameters={"Size": {"Type": "String", "Default": "s"}})
        adopted = other.record(other.import_as(other.make_stack(template=body), imported[1]))
        assert adopted["Status"] == "SUCCEEDED"
        newer = aws.version(product_id, template("Queue", "More"))
        updated = other.catalog.update_provisioned_product(
            ProvisionedProductName="payments", ProvisioningArtifactId=newer
        )
        assert other.record(updated["RecordDetail"])["Status"] == "SUCCEEDED"
        (shown,) = other.search("name:payments")
        assert (shown["ProductName"], shown["ProvisioningArtifactName"]) == ("web-service", "v2")

    def test_who_imports_a_product_does_not_change_it(self, other, imported):
        product_id, artifact_id = imported[1]
        for call, arguments in {
            "update_product": {"Id": product_id, "Name": "mine"},
            "delete_product": {"Id": product_id},
            "delete_provisioning_artifact": {"ProductId": product_id, "ProvisioningArtifactId": artifact_id},
            "create_portfolio_share": {"PortfolioId": imported[0], "AccountId": "111111111111"},
        }.items():
            assert other.refusal(call, **arguments)[0] == "ResourceNotFoundException", call

    def test_an_imported_product_can_be_put_into_an_own_portfolio_which_is_not_shared_any_further(
        self, aws, other, imported
    ):
        own = other.portfolio_with(imported[1][0], name="local")
        paths = other.catalog.list_launch_paths(ProductId=imported[1][0])["LaunchPathSummaries"]
        assert sorted(path["Name"] for path in paths) == ["all", "local"]
        code, _ = other.refusal("create_portfolio_share", PortfolioId=own, AccountId=aws.account)
        assert code == "OperationNotSupportedException"


class TestPrincipals:
    def test_each_account_has_its_own_and_patterns_are_shared_where_the_share_says_so(self, aws, other, shared):
        portfolio_id, product = shared
        other.set(launch_path_principals="caller")
        other.catalog.accept_portfolio_share(PortfolioId=portfolio_id)
        developer = other.in_role("servicecatalog")
        aws.catalog.associate_principal_with_portfolio(
            PortfolioId=portfolio_id, PrincipalARN="arn:aws:iam:::role/dev*", PrincipalType="IAM_PATTERN"
        )
        assert developer.search_products()["ProductViewSummaries"] == []
        aws.catalog.update_portfolio_share(PortfolioId=portfolio_id, AccountId=other.account, SharePrincipals=True)
        assert [p["ProductId"] for p in developer.search_products()["ProductViewSummaries"]] == [product[0]]
        stranger = other.in_role("servicecatalog", "auditor")
        assert stranger.search_products()["ProductViewSummaries"] == []

    def test_a_pattern_has_no_account_and_an_arn_has_one(self, aws, shared):
        for arn, kind in (("arn:aws:iam::111111111111:role/x", "IAM_PATTERN"), ("x", "IAM")):
            refused = aws.refusal(
                "associate_principal_with_portfolio", PortfolioId=shared[0], PrincipalARN=arn, PrincipalType=kind
            )
            assert refused[0] == "InvalidParametersException", arn


@pytest.mark.parametrize("included", [False, True])
def test_tag_options_hold_in_the_other_account_where_the_share_includes_them(aws, other, imported, included):
    portfolio_id, product = imported
    option = aws.catalog.create_tag_option(Key="team", Value="a")["TagOptionDetail"]["Id"]
    aws.catalog.associate_tag_option_with_resource(ResourceId=portfolio_id, TagOptionId=option)
    aws.catalog.update_portfolio_share(PortfolioId=portfolio_id, AccountId=other.account, ShareTagOptions=included)
    answer = other.catalog.describe_provisioning_parameters(ProductId=product[0], ProvisioningArtifactId=product[1])
    assert answer["TagOptions"] == ([{"Key": "team", "Values": ["a"]}] if included else [])


class TestOrganization:
    @pytest.fixture
    def unit(self, aws):
        """An organization that the account manages; returns an organizational unit of it and a member's ID."""
        organizations = aws.client("organizations")
        organizations.create_organization(FeatureSet="ALL")
        root = organizations.list_roots()["Roots"][0]["Id"]
        unit_id = organizations.create_organizational_unit(ParentId=root, Name="u")["OrganizationalUnit"]["Id"]
        member = organizations.create_account(AccountName="m", Email="m@example.com")["CreateAccountStatus"][
            "AccountId"
        ]
        organizations.move_account(AccountId=member, SourceParentId=root, DestinationParentId=unit_id)
        return unit_id, member

    def portfolio(self, aws):
        aws.product()
        return aws.catalog.list_portfolios()["PortfolioDetails"][0]["Id"]

    def test_access_is_for_the_management_account_to_enable(self, aws, unit):
        member = type(aws)(aws.url, unit[1])
        assert aws.catalog.get_aws_organizations_access_status()["AccessStatus"] == "DISABLED"
        for call in ("enable_aws_organizations_access", "get_aws_organizations_access_status"):
            assert member.refusal(call)[0] == "OperationNotSupportedException", call
        aws.catalog.enable_aws_organizations_access()
        assert aws.catalog.get_aws_organizations_access_status()["AccessStatus"] == "ENABLED"
        aws.catalog.disable_aws_organizations_access()
        assert aws.catalog.get_aws_organizations_access_status()["AccessStatus"] == "DISABLED"

    def test_an_account_without_an_organization_has_no_access(self, other):
        assert other.refusal("get_aws_organizations_access_status")[0] == "ResourceNotFoundException"

    def test_a_share_with_a_unit_is_imported_by_itself_and_needs_access(self, aws, unit):
        portfolio_id = self.portfolio(aws)
        node = {"Type": "ORGANIZATIONAL_UNIT", "Value": unit[0]}
        share = {"PortfolioId": portfolio_id, "OrganizationNode": node}
        assert aws.refusal("create_portfolio_share", **share)[0] == "OperationNotSupportedException"
        aws.catalog.enable_aws_organizations_access()
        token = aws.catalog.create_portfolio_share(**share)["PortfolioShareToken"]
        status = aws.catalog.describe_portfolio_share_status(PortfolioShareToken=token)
        assert (status["Status"], status["ShareDetails"]["SuccessfulShares"]) == ("COMPLETED", [unit[1]])
        assert details(aws, portfolio_id, "ORGANIZATIONAL_UNIT") == [(unit[0], True)]
        nodes = aws.catalog.list_organization_portfolio_access(
            PortfolioId=portfolio_id, OrganizationNodeType="ORGANIZATIONAL_UNIT"
        )
        assert nodes["OrganizationNodes"] == [node]
        below = aws.catalog.list_portfolio_access(PortfolioId=portfolio_id, OrganizationParentId=unit[0])
        assert below["AccountIds"] == [unit[1]]
        member = type(aws)(aws.url, unit[1])
        assert accepted(member, PortfolioShareType="AWS_ORGANIZATIONS") == [portfolio_id]
        assert accepted(member) == []
        member.catalog.reject_portfolio_share(PortfolioId=portfolio_id, PortfolioShareType="AWS_ORGANIZATIONS")
        assert accepted(member, PortfolioShareType="AWS_ORGANIZATIONS") == []
        member.catalog.accept_portfolio_share(PortfolioId=portfolio_id, PortfolioShareType="AWS_ORGANIZATIONS")
        assert accepted(member, PortfolioShareType="AWS_ORGANIZATIONS") == [portfolio_id]

    @pytest.mark.parametrize("kind", ["ORGANIZATION", "ACCOUNT"])
    def test_the_whole_organization_and_a_single_member_are_nodes_too(self, aws, unit, kind):
        portfolio_id = self.portfolio(aws)
        aws.catalog.enable_aws_organizations_access()
        organization = aws.client("organizations").describe_organization()["Organization"]["Id"]
        node = {"Type": kind, "Value": organization if kind == "ORGANIZATION" else unit[1]}
        aws.catalog.create_portfolio_share(PortfolioId=portfolio_id, OrganizationNode=node)
        member = type(aws)(aws.url, unit[1])
        assert accepted(member, PortfolioShareType="AWS_ORGANIZATIONS") == [portfolio_id]

    def test_a_program_sees_each_accounts_own_stacks_and_catalog_by_its_role(self, aws, unit):
        aws.make_stack("of-management")
        type(aws)(aws.url, unit[1]).make_stack("of-member")
        listed = aws.client("organizations").list_accounts()["Accounts"]
        seen = {
            account["Id"]: [
                stack["StackName"]
                for stack in aws.in_role("cloudformation", account=account["Id"]).describe_stacks()["Stacks"]
            ]
            for account in listed
        }
        assert seen == {aws.account: ["of-management"], unit[1]: ["of-member"]}
        member = aws.in_role("servicecatalog", account=unit[1])
        assert member.list_portfolios()["PortfolioDetails"] == []
