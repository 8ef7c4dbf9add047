"""Plugins to call: each is a process of its own, and all of them end with the test."""

from contextlib import ExitStack

import pytest

from support import plugin as fake_plugin
from support.provider_fixtures import aws, engine, environment, operation
from support.providers import KINDS, REGION


@pytest.fixture
def start(tmp_path, environment):
    """Start a plugin, configured as the engine does; `config=None` leaves that to the test."""
    with ExitStack() as stack:

        def begin(config=None, *, configured=True, arguments=None, command=None, **more):
            started = fake_plugin.started(tmp_path, {**environment, **more}, arguments=arguments, command=command)
            plugin = stack.enter_context(started)
            if configured:
                plugin.configure(**({"region": REGION} if config is None else config))
            return plugin

        yield begin


@pytest.fixture
def plugin(start):
    return start()


@pytest.fixture(params=KINDS)
def kind(request):
    """A kind of resource."""
    return KINDS[request.param]
