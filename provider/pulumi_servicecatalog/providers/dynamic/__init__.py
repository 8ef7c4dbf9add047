"""The dynamic provider: resources for Python programs, with no plugin to install."""
