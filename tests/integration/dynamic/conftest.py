"""The dynamic provider's process, asked as the engine does."""

from support.provider_fixtures import aws, engine, environment, operation
