"""catalogctl: the same verdicts as the preview's, from a shell. Needs no Pulumi, and changes nothing."""
