"""Both providers, asked in the same way: `begin()` starts an operation of an engine, with a process of its own."""

from contextlib import ExitStack

import pytest

from support import plugin as fake_plugin
from support.provider_calls import ProviderCalls
from support.provider_fixtures import aws, engine, environment, operation
from support.providers import KINDS, REGION


@pytest.fixture
def over_plugin(tmp_path, environment):
    with ExitStack() as stack:

        def begin(region=REGION, **config):
            plugin = stack.enter_context(fake_plugin.started(tmp_path, environment))
            plugin.configure(**({"region": region} if region else {}), **config)
            return ProviderCalls(stub=plugin.stub, screen=plugin.screen, dynamic=False)

        yield begin


@pytest.fixture
def over_dynamic(operation):
    def begin(region=REGION, **config):
        named = {f"servicecatalog:{name}": value for name, value in config.items()}
        return operation({**({"aws:region": region} if region else {}), **named})

    return begin


@pytest.fixture(params=["dynamic", "plugin"])
def begin(request):
    return request.getfixturevalue(f"over_{request.param}")


@pytest.fixture(params=KINDS)
def kind(request):
    """A kind of resource."""
    return KINDS[request.param]


@pytest.fixture
def start(begin, kind):
    """Begin an operation, and give its calls about a resource of the kind."""
    return lambda **config: begin(**config).of(kind)
