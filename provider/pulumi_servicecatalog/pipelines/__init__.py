"""What a pipeline says to people of a report: one comment, one issue for each account, annotations of a run."""
