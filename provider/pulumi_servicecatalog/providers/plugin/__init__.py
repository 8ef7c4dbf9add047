"""The provider plugin: Pulumi's provider protocol over gRPC, for programs in any language."""
