"""A look at the sample account without the gateway, and something to look at."""


def adopted(aws, name="payments"):
    """Adopt a stack without the gateway; give the provisioned product as the search shows it."""
    aws.adopt(name)
    return aws.observed()[name]


def product_id(aws):
    return aws.product_id("web-service")


def version_ids(aws):
    return {name: aws.version_id("web-service", name) for name in ("v1", "v2")}


def calls(emulator, account, operation):
    return [call for call in emulator.control.journal(account=account) if call["operation"] == operation]
