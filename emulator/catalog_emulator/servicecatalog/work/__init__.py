"""What records are about: import, launch, update, termination. Each is a `record_life.Work`."""
