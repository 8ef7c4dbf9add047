"""Reads a pattern, and returns the step over a text that it stands for."""

import re
from typing import Final, NamedTuple

from pulumi_servicecatalog.rules.java import steps
from pulumi_servicecatalog.rules.java.classes import negated
from pulumi_servicecatalog.rules.java.reader import Reader
from pulumi_servicecatalog.rules.java.steps import LINE_ENDS, NotJudgedError, Predicate, Step

_TIMES: Final = re.compile(r"\{(\d{1,9})(?:(,)(\d{1,9})?)?\}")
_NAME: Final = re.compile(r"<[a-zA-Z][a-zA-Z0-9]*>")
_FLAGS: Final = re.compile(r"([a-zA-Z]*)(?:-([a-zA-Z]*))?(?=[:)])")
_KNOWN_FLAGS: Final = frozenset("ims")
_ANCHORS: Final[dict[str, Step]] = {
    "A": steps.at_begin,
    "G": steps.at_begin,
    "z": steps.at_very_end,
    "Z": steps.at_end,
    "b": steps.at_word_edge(wanted=True),
    "B": steps.at_word_edge(wanted=False),
}


def parse(pattern: str) -> Step:
    """Return the step that a pattern stands for. Raises NotJudgedError where it is not judged here."""
    parser = _Parser(pattern)
    step = parser.alternatives()
    if not parser.reader.ended:
        raise NotJudgedError
    return step


class _Atom(NamedTuple):
    """A step; of a single character, which class it is of."""

    step: Step
    predicate: Predicate | None = None


class _Parser:
    """Recursive descent: alternatives, sequences, quantified atoms, classes."""

    def __init__(self, pattern: str) -> None:
        self.reader = Reader(pattern)

    def alternatives(self) -> Step:
        branches = [self._sequence()]
        while self.reader.takes("|"):
            branches.append(self._sequence())
        return steps.either(branches)

    def _sequence(self) -> Step:
        parts: list[Step] = []
        while not (self.reader.ended or self.reader.sees("|") or self.reader.sees(")")):
            parts.append(self._quantified())
        return steps.sequence(parts)

    def _quantified(self) -> Step:
        atom = self._atom()
        times = self._times()
        if times is None:
            return atom.step
        if self.reader.takes("+"):
            if atom.predicate is None:  # then it matters which way the part is matched first
                raise NotJudgedError
            return steps.possessive(atom.predicate, *times)
        self.reader.takes("?")
        return steps.repeated(atom.step, *times)

    def _times(self) -> tuple[int, int | None] | None:
        for sign, times in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.reader.takes(sign):
                return times
        match = self.reader.match(_TIMES)
        if match is None:
            return None
        least = int(match[1])
        return least, (int(match[3]) if match[3] else None if match[2] else least)

    def _atom(self) -> _Atom:
        letter = self.reader.next()
        match letter:
            case "(":
                return _Atom(self._group())
            case "[":
                return _single(self._class())
            case ".":
                return _single((lambda _: True) if "s" in self.reader.flags else negated(LINE_ENDS.__contains__))
            case "^" | "$":
                anchor = steps.at_begin if letter == "^" else steps.at_end
                return _Atom(steps.of_single_line(anchor) if "m" in self.reader.flags else anchor)
            case "\\":
                return self._escape()
            case "*" | "+" | "?" | "{":
                raise NotJudgedError
        return _single(self._in_any_case(letter.__eq__))

    def _escape(self) -> _Atom:
        for letter, anchor in _ANCHORS.items():
            if self.reader.takes(letter):
                return _Atom(anchor)
        escaped = self.reader.escaped()
        return _single(self._in_any_case(escaped.__eq__) if isinstance(escaped, str) else escaped)

    def _group(self) -> Step:
        before = self.reader.flags
        step = self._special_group() if self.reader.takes("?") else self._until_closed()
        if step is None:  # flags for the rest of the group around it
            return steps.sequence(())
        self.reader.flags = before
        return step

    def _special_group(self) -> Step | None:
        for sign, wanted in (("=", True), ("!", False)):
            if self.reader.takes(sign):
                return steps.ahead(self._until_closed(), wanted=wanted)
            if self.reader.takes(f"<{sign}"):
                return steps.behind(self._until_closed(), wanted=wanted)
        if self.reader.match(_NAME) is not None:
            return self._until_closed()
        return self._flagged()

    def _flagged(self) -> Step | None:
        match = self.reader.match(_FLAGS)
        if match is None or not set(match[1]) <= _KNOWN_FLAGS:
            raise NotJudgedError
        self.reader.flags = (self.reader.flags | set(match[1])) - set(match[2] or "")
        if self.reader.takes(")"):
            return None
        self.reader.takes(":")
        return self._until_closed()

    def _until_closed(self) -> Step:
        step = self.alternatives()
        if not self.reader.takes(")"):
            raise NotJudgedError
        return step

    def _class(self) -> Predicate:
        """Return a class whose [ is read. Where Java's versions differ on what ^ is about, it is not judged."""
        inverts = self.reader.takes("^")
        operands: list[list[Predicate]] = [[]]
        nests = False
        while operands == [[]] or not self.reader.takes("]"):
            if self.reader.takes("&&"):
                operands.append([])
            elif self.reader.takes("["):
                operands[-1].append(self._class())
                nests = True
            else:
                operands[-1].append(self._member())
        intersects = len(operands) > 1
        mixed = intersects and any(len(operand) > 1 for operand in operands[1:]) and nests
        if not all(operands) or (inverts and (nests or intersects)) or mixed:
            raise NotJudgedError
        predicate = _all_of([_any_of(operand) for operand in operands])
        return negated(predicate) if inverts else predicate

    def _member(self) -> Predicate:
        first = self._class_character()
        if not isinstance(first, str):
            return first
        is_range = self.reader.sees("-") and not (self.reader.sees("-]") or self.reader.sees("-["))
        if not is_range:
            return self._in_any_case(first.__eq__)
        self.reader.next()
        last = self._class_character()
        if not isinstance(last, str) or last < first:
            raise NotJudgedError
        return self._in_any_case(lambda letter: first <= letter <= last)

    def _class_character(self) -> str | Predicate:
        letter = self.reader.next()
        return self.reader.escaped() if letter == "\\" else letter

    def _in_any_case(self, predicate: Predicate) -> Predicate:
        """Return a class of characters, of ASCII in any case where (?i) holds."""
        if "i" not in self.reader.flags:
            return predicate
        return lambda letter: (
            predicate(letter) or (letter.isascii() and (predicate(letter.upper()) or predicate(letter.lower())))
        )


def _single(predicate: Predicate) -> _Atom:
    return _Atom(steps.character(predicate), predicate)


def _any_of(predicates: list[Predicate]) -> Predicate:
    return lambda letter: any(predicate(letter) for predicate in predicates)


def _all_of(predicates: list[Predicate]) -> Predicate:
    return predicates[0] if len(predicates) == 1 else lambda letter: all(p(letter) for p in predicates)
