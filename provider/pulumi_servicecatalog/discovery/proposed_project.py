"""The files of a Pulumi project that makes what is proposed: a program that people read and edit, and why."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pulumi_servicecatalog.discovery.families import Family, location_of
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.project import stack_name
from pulumi_servicecatalog.discovery.proposals import Elsewhere, Proposals, ProposedProduct, ProposedVersion
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.target import role_arn
from pulumi_servicecatalog.model import display

_MOST_NAMED: Final = 5
"""How many stacks are named; the inventory has them all."""

_PROJECT: Final = """\
name: {name}
description: Products that were made from stacks, so that these can be adopted
runtime: python
"""

_PROGRAM: Final = '''\
"""Makes products and versions from stacks that no version matches, so that these stacks can be adopted.

README.md says why each is proposed. Read this program and edit it: leave out what you do not want, give products and
versions the names that you want, and fill in who may use them. A Pulumi stack is an account and Region.
"""

import json

import pulumi
import pulumi_aws as aws

PORTFOLIO = "Adopted stacks"
OWNER = "Platform team"

# To be filled in; {{account}} stands for the account.
PRINCIPAL_ARN = ""  # who adopts and launches, such as "arn:aws:iam::{{account}}:role/Adopter"
LAUNCH_ROLE_ARN = ""  # with what Service Catalog updates the stacks, such as "arn:aws:iam::{{account}}:role/Launch"

# Products by name, their versions, and the stack that each is made from. Making the first version of a product
# from another stack replaces the product.
PRODUCTS = {products}

# Products that are there already, and get further versions.
EXISTING = {existing}

here = pulumi.Config().require("location")
account = here.partition("/")[0]
if not PRINCIPAL_ARN or not LAUNCH_ROLE_ARN:
    raise pulumi.RunError("fill in PRINCIPAL_ARN and LAUNCH_ROLE_ARN in __main__.py")


def add_product(name, version, stack):
    """Make a product in the portfolio, with its first version."""
    product = aws.servicecatalog.Product(
        name,
        name=name,
        owner=OWNER,
        type="CLOUD_FORMATION_TEMPLATE",
        provisioning_artifact_parameters={{
            "name": version,
            "type": "CLOUD_FORMATION_TEMPLATE",
            "template_physical_id": stack,
        }},
        opts=pulumi.ResourceOptions(protect=True),  # stacks will be governed by it
    )
    association = aws.servicecatalog.ProductPortfolioAssociation(
        f"{{name}}-in-portfolio", portfolio_id=portfolio.id, product_id=product.id
    )
    aws.servicecatalog.Constraint(
        f"{{name}}-launch",
        portfolio_id=portfolio.id,
        product_id=product.id,
        type="LAUNCH",
        parameters=json.dumps({{"RoleArn": LAUNCH_ROLE_ARN.replace("{{account}}", account)}}),
        opts=pulumi.ResourceOptions(depends_on=[association]),
    )
    return product.id


def add_version(name, product_id, version, stack):
    """Add a version to a product."""
    aws.servicecatalog.ProvisioningArtifact(
        f"{{name}}-{{version}}",
        name=version,
        product_id=product_id,
        type="CLOUD_FORMATION_TEMPLATE",
        template_physical_id=stack,
        opts=pulumi.ResourceOptions(protect=True),
    )


wanted = {{
    name: [(version, made_from[here]) for version, made_from in versions.items() if here in made_from]
    for name, versions in PRODUCTS.items()
}}
existing = EXISTING.get(here, {{}})
if any(versions and name not in existing for name, versions in wanted.items()):
    portfolio = aws.servicecatalog.Portfolio("portfolio", name=PORTFOLIO, provider_name=OWNER)
    aws.servicecatalog.PrincipalPortfolioAssociation(
        "principal", portfolio_id=portfolio.id, principal_arn=PRINCIPAL_ARN.replace("{{account}}", account)
    )
for name, versions in wanted.items():
    product_id = existing.get(name)
    for version, stack in versions:
        if product_id is None:
            product_id = add_product(name, version, stack)
        else:
            add_version(existing.get(name, name), product_id, version, stack)
'''


def files(proposals: Proposals, name: str, role_arn_template: str | None) -> Mapping[str, str]:
    """Return the texts of the files, by their paths.

    Args:
        proposals: what is proposed.
        name: of the Pulumi project.
        role_arn_template: the role by which an account is entered, with `{account}` in it; None for none.

    """
    made = tuple(product for product in proposals.products if _made_at(product))
    program = _PROGRAM.format(products=_products(made), existing=_existing(made))
    settings = {
        f"Pulumi.{stack_name(location)}.yaml": _settings(location, name, role_arn_template)
        for location in proposals.locations
    }
    return {
        "README.md": "\n".join(_readme(proposals)) + "\n",
        "Pulumi.yaml": _PROJECT.format(name=name),
        "__main__.py": program,
        "requirements.txt": "pulumi-aws>=7,<8\n",
        **settings,
    }


def _made_at(product: ProposedProduct) -> set[Location]:
    return {location for version in product.versions for location in version.made_from} - product.shared


def _accounts(product: ProposedProduct) -> Mapping[str, set[str]]:
    """Return the accounts in which a product is made, by Region."""
    accounts: dict[str, set[str]] = {}
    for location in _made_at(product):
        accounts.setdefault(location.region, set()).add(location.account)
    return accounts


def _key(location: Location) -> str:
    return f"{location.account}/{location.region}"


def _products(products: Sequence[ProposedProduct]) -> str:
    return _braces(_product(product) for product in products)


def _product(product: ProposedProduct) -> str:
    versions = [version for version in product.versions if version.made_from.keys() - product.shared]
    body = _braces((_version(product, version) for version in versions), indent=1)
    return f"    {_literal(product.name)}: {body},\n"


def _version(product: ProposedProduct, version: ProposedVersion) -> str:
    sources = (
        f"            {_literal(_key(location))}: {_literal(stack)},\n"
        for location, stack in version.made_from.items()
        if location not in product.shared
    )
    comment = f"        # {display.line(_why(version))}\n"
    return f"{comment}        {_literal(version.name)}: {_braces(sources, indent=2)},\n"


def _existing(products: Iterable[ProposedProduct]) -> str:
    ids: dict[str, dict[str, str]] = {}
    for product in products:
        for location in sorted(_made_at(product) & product.existing.keys(), key=_key):
            ids.setdefault(_key(location), {})[product.name] = product.existing[location]
    return _braces(f"    {_literal(location)}: {_flat(named)},\n" for location, named in sorted(ids.items()))


def _flat(named: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_literal(name)}: {_literal(id_)}" for name, id_ in named.items()) + "}"


def _braces(lines: Iterable[str], indent: int = 0) -> str:
    text = "".join(lines)
    return f"{{\n{text}{'    ' * indent}}}" if text else "{}"


def _literal(text: str) -> str:
    """Return a text as Python reads it; what others wrote cannot end it."""
    return json.dumps(text)


def _settings(location: Location, name: str, role_arn_template: str | None) -> str:
    role = role_arn(role_arn_template, location.account) if role_arn_template else None
    lines = [
        "config:",
        f"  aws:region: {location.region}",
        f'  aws:allowedAccountIds: ["{location.account}"]',
        *([f"  aws:assumeRoles: [{{roleArn: {_literal(role)}}}]"] if role else []),
        f"  {name}:location: {_key(location)}",
    ]
    return "\n".join(lines) + "\n"


def _readme(proposals: Proposals) -> Iterator[str]:
    yield "# Proposed products"
    yield ""
    yield f"{_sentence(proposals.headline())} Coverage counts what is governed and what can be adopted as it is."
    yield ""
    yield "Fill in who may use the products at the top of `__main__.py`, and leave out what you do not want. It needs"
    yield "pulumi-aws: `pip install -r requirements.txt`."
    yield from (text for doubt in proposals.doubts() for text in ("", display.line(doubt)))
    for number, product in enumerate(proposals.products, 1):
        yield ""
        coverage = f"{proposals.after(number - 1):.0%} to {proposals.after(number):.0%}"
        yield f"## {number}. {display.line(product.name)}: {stacks(product.stacks)}, coverage from {coverage}"
        yield ""
        yield from _about(product)
    yield from _offered(proposals.elsewhere)
    yield from _left_out(proposals.left_out)


def _about(product: ProposedProduct) -> Iterator[str]:
    for version in product.versions:
        yield f"* Version {display.line(version.name)}: {display.line(_why(version))}"
        yield from (f"  * {display.line(str(link))}: {_named(link.family.stacks)}." for link in version.linked)
        yield from _way_back(version)
    if any(len(accounts) > 1 for accounts in _accounts(product).values()):
        yield (
            "* It is made in several accounts of a Region. To offer it from one of them, keep that one alone in "
            "`__main__.py`, and share its portfolio with the others."
        )
    if product.shared:
        accounts = ", ".join(sorted({location.account for location in product.shared}))
        yield (
            f"* The product is shared among {accounts}, so that it is not in `__main__.py` there: the account that "
            "owns it has to add the version."
        )


def _way_back(version: ProposedVersion) -> Iterator[str]:
    if version.nearest:
        nearest = display.line(version.nearest)
        yield f"  * Instead of a version: update the stacks to {nearest}, and adopt them at that. It changes:"
        yield from (f"    * `{display.line(difference)}`" for difference in version.differences)


def _offered(elsewhere: Sequence[Elsewhere]) -> Iterator[str]:
    if elsewhere:
        yield from ("", "## Offered by another account already", "")
        yield "These stacks have the template of a version that their account does not see. Share its portfolio:"
        yield ""
    for version in elsewhere:
        name = display.line(f"{version.name} ({version.product_id} of {version.account})")
        yield f"* {name}: {stacks(len(version.stacks))}, {_named(version.stacks)}."


def _left_out(left_out: Sequence[Family]) -> Iterator[str]:
    if left_out:
        count = sum(len(family.stacks) for family in left_out)
        yield from ("", "## Left out", "")
        yield f"{stacks(count)} with templates that too few share; `--at-least 1` takes them in as well."


def _why(version: ProposedVersion) -> str:
    shared = "has this template" if len(version.stacks) == 1 else "share this template"
    apart = f", which {version.apart}" if version.apart else ""
    nearest = f", which is near to {version.nearest}" if version.nearest else ""
    return _sentence(f"{stacks(len(version.stacks))} {shared}{apart}{nearest}: {_named(version.stacks)}")


def _named(stacks: Sequence[Line]) -> str:
    names = [f"{line['stack']['name']} ({_key(location_of(line))})" for line in stacks[:_MOST_NAMED]]
    more = len(stacks) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def stacks(count: int) -> str:
    """Return how many stacks there are, in words."""
    return f"{count} stack{'' if count == 1 else 's'}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
