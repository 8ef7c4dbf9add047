"""What Pulumi's CLI says when it fails."""


def last_error(text: str) -> str:
    """Return what Pulumi's own error says: of its error output the last line that is one, or the last of all."""
    lines = [line.strip().removeprefix("stderr: ") for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("error:")]
    return (errors or lines or ["Pulumi failed and said nothing"])[-1]
