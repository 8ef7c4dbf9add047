"""Pulumi's two ways in: the dynamic provider and the plugin. The only place that imports pulumi and grpc."""
