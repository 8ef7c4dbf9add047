"""CloudFormation's place in moto."""
