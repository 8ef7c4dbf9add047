"""Both faces, asked in the same way: `begin()` starts an operation of an engine, with a provider process of its own."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from faces.sample import REGION
from fakes import plugin as fake_plugin
from fakes.plugin import URN, Plugin, values


@dataclass
class OverPlugin:
    """The plugin, with the methods of `fakes.engine.Engine`."""

    plugin: Plugin
    urn: str = URN

    @property
    def stub(self) -> Any:
        return self.plugin.stub

    def check(self, news, olds=None):
        answer = self.plugin.check(news, olds)
        return values(answer.inputs), [(each.property, each.reason) for each in answer.failures]

    def diff(self, id_, state, news):
        return self.plugin.diff(id_, state, news)

    def create(self, news, *, timeout=0.0):
        made = self.plugin.create(news, timeout=timeout)
        return made.id, values(made.properties)

    def update(self, id_, state, news, *, timeout=0.0):
        return values(self.plugin.update(id_, state, news, timeout=timeout).properties)

    def read(self, id_, state, inputs=None):
        answer = self.plugin.read(id_, state, inputs)
        return answer.id, values(answer.properties), values(answer.inputs)

    def delete(self, id_, state, *, timeout=0.0):
        self.plugin.delete(id_, state, timeout=timeout)

    def shown(self, *, passing):
        return [each.message for each in self.plugin.screen.said() if each.passing == passing]


@pytest.fixture
def over_plugin(tmp_path, environment):
    with ExitStack() as stack:

        def begin(**config):
            plugin = stack.enter_context(fake_plugin.started(tmp_path, environment))
            plugin.configure(region=REGION, **config)
            return OverPlugin(plugin)

        yield begin


@pytest.fixture
def over_dynamic(operation):
    def begin(**config):
        named = {f"servicecatalog:{name}": value for name, value in config.items()}
        return operation({"aws:region": REGION, **named})

    return begin


@pytest.fixture(params=["dynamic", "plugin"])
def begin(request):
    return request.getfixturevalue(f"over_{request.param}")
