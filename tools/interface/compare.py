"""What an earlier release promised and the present one does not keep."""

from collections.abc import Iterator, Mapping

from tools.interface.recorded import Interface, Members


def incompatible(before: Interface, now: Interface) -> Iterator[str]:
    """Return each break as a sentence; none where every program and script of before still works."""
    yield from _tokens("input", before.inputs, now.inputs)
    yield from _tokens("output", before.outputs, now.outputs)
    for token in before.inputs.keys() & now.inputs.keys():
        yield from _inputs(token, before.inputs[token], now.inputs[token])
    for token in before.outputs.keys() & now.outputs.keys():
        yield from _answers(f"{token}.", before.outputs[token], now.outputs[token])
    yield from (f"the problem {code} is gone" for code in before.problems if code not in now.problems)
    for name, number in before.exit_codes.items():
        if now.exit_codes.get(name) != number:
            yield f"the exit code {name} was {number} and is {now.exit_codes.get(name, 'gone')}"
    yield from _answers("", before.documents, now.documents)


def _tokens(what: str, before: Mapping[str, Members], now: Mapping[str, Members]) -> Iterator[str]:
    yield from (f"{token} is gone, with its {what}s" for token in before if token not in now)


def _inputs(token: str, before: Members, now: Members) -> Iterator[str]:
    """Look at what a program gives: nothing may go, change its type or become necessary."""
    types = {name.rstrip("?"): type_ for name, type_ in now.items()}
    for name, type_ in before.items():
        plain = name.rstrip("?")
        if plain not in types:
            yield f"{token}.{plain}, an input, is gone"
        elif types[plain] != type_:
            yield f"{token}.{plain}, an input, was {type_} and is {types[plain]}"
    for name in now:
        if not name.endswith("?") and name not in before:
            yield f"{token}.{name}, an input, must be given now"


def _answers(of: str, before: Members, now: Members) -> Iterator[str]:
    """Look at what is answered: nothing may go, change its type or be missing where it never was."""
    for name, type_ in before.items():
        plain = name.rstrip("?")
        if name not in now and plain not in now:
            yield f"{of}{plain} {'may be missing now' if f'{plain}?' in now else 'is gone'}"
        elif now.get(name, now.get(plain)) != type_:
            yield f"{of}{plain} was {type_} and is {now.get(name, now.get(plain))}"
