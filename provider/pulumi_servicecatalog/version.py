"""The version: said here, and read by the build, by schema.json (`make generate`) and by both commands."""

VERSION = "0.1.0"
