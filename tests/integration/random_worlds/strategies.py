"""How histories are drawn: mostly such as a person means them, and now and then a mistake."""

from typing import Any

from hypothesis import strategies as some

from integration.random_worlds import mutations as others
from integration.random_worlds.programs import Declared, Edit, History, Round
from integration.random_worlds.worlds import (
    HOSTILE,
    SECRETS,
    Product,
    Shape,
    Stack,
    Version,
    WorldSpec,
    parameters_of,
    portfolio_name,
)

_LOCATIONS = some.integers(0, 2)
_VALUES: dict[str, some.SearchStrategy[str]] = {
    "Size": some.sampled_from(["small", "medium", "small", "medium", "large", "huge"]),
    "Count": some.sampled_from(["2", "3", "4", "5", "9"]),
    "Token": some.sampled_from([*SECRETS, "****"]),
    "Zones": some.sampled_from(["a,b", "a", "b,c"]),
    "Colour": some.sampled_from(["red", "blue", "green", "x", SECRETS[2]]),
    "Team": some.sampled_from(["platform", "data"]),
    "Missing": some.just("any"),
}
_STATUSES = ["CREATE_COMPLETE"] * 16 + [
    "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_ROLLBACK_FAILED",
    "UPDATE_IN_PROGRESS",
    "ROLLBACK_COMPLETE",
]
_DENIED = [
    "servicecatalog:ImportAsProvisionedProduct",
    "servicecatalog:UpdateProvisionedProduct",
    "servicecatalog:TerminateProvisionedProduct",
    "servicecatalog:ProvisionProduct",
    "servicecatalog:DescribeProductAsAdmin",
    "servicecatalog:DescribeProvisioningArtifact",
    "servicecatalog:ListLaunchPaths",
    "cloudformation:DescribeStacks",
    "cloudformation:GetTemplate",
    "s3:GetObject",
    "iam:SimulatePrincipalPolicy",
]
_END_USER = (
    "servicecatalog:*AsAdmin",
    "servicecatalog:ListProvisioningArtifacts",
    "iam:SimulatePrincipalPolicy",
)
"""What end users may not do."""
_SETTINGS: dict[str, list[Any]] = {
    "left_out_tags": ["with-another", "remove", "keep"],
    "omitted_parameters": ["default", "previous"],
    "import_outputs": ["populated", "missing"],
    "import_path_id": ["none", "first"],
    "failed_update_status": ["TAINTED", "ERROR"],
    "search_lag_reads": [0, 0, 1, 2],
    "launch_path_principals": ["any", "caller"],
    "imported_admin_views": ["not-found", "answer"],
    "import_sets_last_successful_record": [True, False],
    "import_stack_status": ["keep", "IMPORT_COMPLETE"],
    "auto_tags": [True, False],
    "tags_without_constraint": ["refuse"],
    "stack_artifact_info": ["both"],
    "import_seconds": [0, 3],
    "update_seconds": [0, 2],
    "terminate_seconds": [0, 2],
}


def _often(usual: Any, *rare: Any, times: int = 6) -> some.SearchStrategy[Any]:
    return some.sampled_from([usual] * times + list(rare))


def _seldom(times: int = 6) -> some.SearchStrategy[bool]:
    return some.sampled_from([False] * times + [True])


def _mostly(times: int = 6) -> some.SearchStrategy[bool]:
    return some.sampled_from([True] * times + [False])


@some.composite
def worlds(draw: some.DrawFn) -> WorldSpec:
    """Draw what there is."""
    portfolios = draw(_often((True,), (True, True), (True, False), (False,), (), times=12))
    shapes = draw(some.lists(some.sampled_from(list(Shape)), min_size=1, max_size=3))
    versions = tuple(Version(shape=shape, active=draw(_mostly(8)), deprecated=draw(_seldom(8))) for shape in shapes)
    products = [_product(draw, versions)]
    if draw(_seldom(3)):
        further = tuple(Version(shape=s) for s in draw(some.lists(some.sampled_from(shapes), min_size=1, max_size=2)))
        products.append(_product(draw, further))
    stacks = tuple(_stack(draw, shapes) for _ in range(draw(some.integers(1, 2))))
    settings = draw(
        some.dictionaries(some.sampled_from(sorted(_SETTINGS)), some.integers(0, 5), max_size=3).map(
            lambda chosen: tuple((name, _SETTINGS[name][n % len(_SETTINGS[name])]) for name, n in chosen.items())
        )
    )
    return WorldSpec(
        portfolios=portfolios,
        products=tuple(products),
        stacks=stacks,
        settings=settings,
        shared=draw(_seldom(5)),
        denied=draw(_often((), _END_USER)),
    )


def _product(draw: some.DrawFn, versions: tuple[Version, ...]) -> Product:
    return Product(
        versions=versions,
        portfolios=draw(_often((0,), (0, 1), (), times=12)),
        tags=draw(some.booleans()),
        launch=draw(_seldom()),
        rule=draw(_seldom()),
    )


def _stack(draw: some.DrawFn, shapes: list[Shape]) -> Stack:
    shape = draw(some.sampled_from(shapes))
    allowed = list(parameters_of(shape))
    chosen = draw(some.lists(some.sampled_from(allowed), unique=True, max_size=2))
    values = {key: draw(_VALUES[key]) for key in chosen}
    wrong = {"huge", "9", "x", "****"}
    return Stack(
        shape=shape,
        parameters=tuple((key, value) for key, value in values.items() if value not in wrong and value != "large"),
        status=draw(some.sampled_from(_STATUSES)),
        adopted=draw(_often(None, (0, 0, False), (0, 1, True), (1, 0, False), times=8)),
    )


@some.composite
def histories(draw: some.DrawFn) -> History:
    """Draw a world, a program that is meant for it, and what happens."""
    world = draw(worlds())
    program = [_imported(draw, world, location) for location in range(len(world.stacks)) if draw(_mostly())]
    program += [_launched(draw, world, location) for location in range(draw(_often(0, 1, 2, times=2)))]
    rounds = tuple(draw(_rounds(first=number == 0)) for number in range(draw(some.integers(1, 4))))
    destroys, dynamic = draw(_seldom(2)), draw(_seldom(2))
    return History(world=world, program=tuple(program), rounds=rounds, destroys=destroys, dynamic=dynamic)


def _imported(draw: some.DrawFn, world: WorldSpec, location: int) -> Declared:
    shape = world.stacks[location].shape
    fitting = [
        (number, version)
        for number, product in enumerate(world.products)
        for version, described in enumerate(product.versions)
        if described.shape == shape and described.active
    ]
    product, version = draw(some.sampled_from(fitting)) if fitting else (0, 0)
    return Declared(
        name=("a", "b", "c")[location],
        location=draw(_often(location, 2, times=20)),
        product=draw(_often(product, "wbe", times=24)),
        version=draw(_often(version, None, None, -1, "v9", times=16)),
        other_name=draw(_seldom(8)),
        **_common(draw, list(parameters_of(shape))),
        apply_constraints=draw(_seldom(8)),
    )


def _launched(draw: some.DrawFn, world: WorldSpec, location: int) -> Declared:
    product = draw(some.integers(0, len(world.products) - 1))
    versions = world.products[product].versions
    version = draw(some.integers(0, len(versions) - 1))
    keys = list(parameters_of(versions[version].shape))
    common = _common(draw, keys)
    if "Team" in keys and "Team" not in dict(common["parameters"]):
        common["parameters"] = (*common["parameters"], ("Team", "platform"))
    return Declared(
        name=f"launch-{location}",
        launched=True,
        location=location,
        product=product,
        version=draw(_often(version, -1, "v9", times=10)),
        **common,
    )


def _common(draw: some.DrawFn, keys: list[str]) -> dict[str, Any]:
    chosen = draw(some.lists(some.sampled_from([*keys * 12, "Missing"]), unique=True, max_size=2))
    return {
        "parameters": tuple((key, draw(_VALUES[key])) for key in chosen),
        "secret": draw(_seldom()),
        "by_id": draw(_seldom()),
        "tags": draw(
            _often((), (("team", "a"),), (("team", "a"), ("cost", "1")), (("aws:x", "y"),), (("t", HOSTILE),), times=16)
        ),
        "path": draw(_often(None, portfolio_name(0), portfolio_name(1), f"nowhere {HOSTILE}", times=16)),
        "owner": draw(_seldom(12)),
        "retain": draw(some.sampled_from([None] * 8 + [True, False])),
        "retain_on_delete": draw(_seldom(16)),
    }


@some.composite
def _rounds(draw: some.DrawFn, *, first: bool) -> Round:
    return Round(
        edits=() if first else tuple(draw(some.lists(_EDITS, max_size=2))),
        mutations=() if first else tuple(draw(some.lists(_MUTATIONS, max_size=2))),
        refresh=draw(_seldom()),
        meanwhile=(draw(some.one_of(_MUTATIONS, _MUTATIONS, _FAILURES)),) if draw(_seldom(4)) else (),
        killed_at=draw(_often(None, 0, 1, times=12)),
    )


_PARAMETER_LISTS = some.dictionaries(some.sampled_from(sorted(_VALUES)), some.integers(0, 3), max_size=2).flatmap(
    lambda chosen: some.tuples(*(some.tuples(some.just(key), _VALUES[key]) for key in chosen))
)
_EDITS: some.SearchStrategy[Edit] = some.one_of(
    some.builds(
        Edit, location=_LOCATIONS, field=some.just("version"), value=some.sampled_from([0, 1, 2, None, -1, "v9"])
    ),
    some.builds(Edit, location=_LOCATIONS, field=some.just("version"), value=some.sampled_from([0, 1, 2])),
    some.builds(Edit, location=_LOCATIONS, field=some.just("parameters"), value=_PARAMETER_LISTS),
    some.builds(Edit, location=_LOCATIONS, field=some.just("parameters"), value=_PARAMETER_LISTS),
    some.builds(
        Edit,
        location=_LOCATIONS,
        field=some.just("tags"),
        value=some.sampled_from([(), (("team", "b"),), (("cost", "2"),)]),
    ),
    some.builds(
        Edit,
        location=_LOCATIONS,
        field=some.just("name"),
        value=some.tuples(some.sampled_from(["x", "y"]), some.booleans()),
    ),
    some.builds(Edit, location=_LOCATIONS, field=some.just("product"), value=some.sampled_from([0, 1, "wbe"])),
    some.builds(Edit, location=_LOCATIONS, field=some.just("other_name"), value=some.booleans()),
    some.builds(Edit, location=_LOCATIONS, field=some.just("location"), value=_LOCATIONS),
    some.builds(
        Edit,
        location=_LOCATIONS,
        field=some.just("path"),
        value=some.sampled_from([None, portfolio_name(0), "nowhere"]),
    ),
    some.builds(Edit, location=_LOCATIONS, field=some.just("owner"), value=some.booleans()),
    some.builds(Edit, location=_LOCATIONS, field=some.just("secret"), value=some.booleans()),
    some.builds(Edit, location=_LOCATIONS, field=some.just("retain"), value=some.sampled_from([None, True, False])),
    some.builds(Edit, location=_LOCATIONS),
)
_FAILURES: some.SearchStrategy[others.Mutation] = some.one_of(
    some.builds(others.FailNext, some.sampled_from(["provision", "update", "import", "terminate"])),
    some.builds(others.Refuse, some.sampled_from(["Import*", "Provision*", "Update*", "Terminate*", "DescribeRecord"])),
)
_MUTATIONS: some.SearchStrategy[others.Mutation] = some.one_of(
    some.builds(others.DeleteStack, _LOCATIONS),
    some.builds(others.RecreateStack, _LOCATIONS, some.sampled_from(list(Shape))),
    some.sampled_from(["Size", "Token", "Zones"]).flatmap(
        lambda key: some.builds(
            others.UpdateStack, _LOCATIONS, some.just(key), _VALUES[key], some.sampled_from([None, None, *Shape])
        )
    ),
    some.builds(others.Terminate, _LOCATIONS, some.booleans()),
    some.builds(others.UpdateProduct, _LOCATIONS, _LOCATIONS),
    some.builds(others.ChangeOwner, _LOCATIONS),
    some.builds(others.ChangeTags, _LOCATIONS, some.sampled_from(["a", "z"])),
    some.builds(others.Taint, _LOCATIONS, some.sampled_from(["TAINTED", "ERROR"])),
    some.builds(
        others.ChangeVersion, _LOCATIONS, _LOCATIONS, some.sampled_from(["delete", "switch", "deprecate", "rename"])
    ),
    some.builds(others.ChangeProduct, _LOCATIONS, some.sampled_from(["dissociate", "rename", "delete"])),
    some.builds(others.EndShare, _LOCATIONS),
    some.builds(others.Deny, some.lists(some.sampled_from(_DENIED), max_size=2, unique=True).map(tuple)),
)
