"""A version is declared in adoptions by an edit that keeps all else, or is refused."""

import pytest

from pulumi_servicecatalog.discovery.target_version import TargetVersion, TargetVersionError
from support.tables import table

TEXT = """\
# Stacks of account 1
- name: payments  # identical to web v3
  physicalId: payments
  productName: web
  provisioningArtifactName: v3  # reviewed
- name: orders
  productId: prod-1
  provisioningArtifactId: pa-1
- name: search
  productName: queue
  provisioningArtifactName: "3"
"""


def test_the_version_of_a_product_is_changed_and_nothing_else():
    edited, changed = TargetVersion(version="v4", product="web").declared(TEXT)
    assert (edited, changed) == (TEXT.replace("v3  # reviewed", "v4  # reviewed"), 1)


def test_without_a_product_every_version_that_is_named_is_changed():
    edited, changed = TargetVersion(version="4").declared(TEXT)
    assert changed == 2
    assert 'provisioningArtifactName: "4"  # reviewed\n' in edited
    assert edited.endswith('provisioningArtifactName: "4"\n')
    assert "pa-1" in edited


@table(
    "text product",
    (TEXT.replace("v3", "v4"), "web", "it is declared already"),
    (TEXT, "other", "a product that is not there"),
    ("", None, "no entries"),
)
def test_what_has_nothing_to_change_stays_as_it_is(text, product, reason):
    assert TargetVersion(version="v4", product=product).declared(text) == (text, 0)


@table(
    "text message",
    ("- {name: a, productName: web, provisioningArtifactName: v3}\n", "by hand", "an entry in one line"),
    ('[{"name": "a", "provisioningArtifactName": "v3"}]', "by hand", "JSON"),
    ("a: b\n", "a list of entries is expected", "no list"),
)
def test_what_cannot_be_edited_safely_is_refused(text, message, reason):
    with pytest.raises(TargetVersionError, match=message):
        TargetVersion(version="v4").declared(text)


@table(
    "typed version",
    ("v4", TargetVersion(version="v4"), "of all products"),
    ("web=v4", TargetVersion(version="v4", product="web"), "of one"),
    ("a=b=v4", TargetVersion(version="v4", product="a=b"), "of a product with = in its name"),
)
def test_what_is_typed_names_a_version(typed, version, reason):
    assert TargetVersion.parse(typed) == version


@pytest.mark.parametrize("typed", ["", "web=", "=v4", " "])
def test_what_names_no_version_is_refused(typed):
    with pytest.raises(ValueError, match="must be a version, or PRODUCT=VERSION"):
        TargetVersion.parse(typed)
