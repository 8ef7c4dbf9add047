"""The rules of pulumi-servicecatalog as a policy pack. Relative paths of inventories begin in this folder."""

from pathlib import Path

from pulumi_servicecatalog.policy import pack

pack.run(Path(__file__).resolve().parent)
