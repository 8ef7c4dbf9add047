"""What AWS has otherwise than the states of Pulumi stacks declare: no program and no engine is needed for that."""
