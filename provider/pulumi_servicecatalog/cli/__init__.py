"""catalogctl: the preview's verdicts, and what has been done, from a shell. Needs no Pulumi, and changes nothing."""
