"""Translate between Pulumi and the core, and nothing else. The only place that imports pulumi and grpc."""
