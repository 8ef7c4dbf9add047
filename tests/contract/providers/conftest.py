"""Both providers, asked in the same way: `begin()` starts an operation of an engine, with a process of its own."""

from contextlib import ExitStack

import pytest

from contract.providers.asking import ProviderCalls
from support import plugin as fake_plugin
from support.provider_fixtures import aws, engine, environment, operation
from support.providers import REGION


@pytest.fixture
def over_plugin(tmp_path, environment):
    with ExitStack() as stack:

        def begin(**config):
            plugin = stack.enter_context(fake_plugin.started(tmp_path, environment))
            plugin.configure(region=REGION, **config)
            return ProviderCalls(plugin.stub, plugin.screen, dynamic=False)

        yield begin


@pytest.fixture
def over_dynamic(operation):
    def begin(**config):
        named = {f"servicecatalog:{name}": value for name, value in config.items()}
        engine = operation({"aws:region": REGION, **named})
        return ProviderCalls(engine.stub, engine.screen, dynamic=True)

    return begin


@pytest.fixture(params=["dynamic", "plugin"])
def begin(request):
    return request.getfixturevalue(f"over_{request.param}")
