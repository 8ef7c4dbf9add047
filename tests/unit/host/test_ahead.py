"""Questions that are asked ahead: a few at a time, fewer where they are too many, none once it was stopped."""

import threading
from threading import Barrier, Event

import pytest

from pulumi_servicecatalog.host.ahead import Ahead

SECONDS = 60.0
"""How long a thread waits for the others before the test fails. No test that passes waits."""


def ended():
    """Wait for the threads that ask ahead."""
    for thread in threading.enumerate():
        if thread.name == "ahead":
            thread.join(SECONDS)


def asking(number, numbers, *, answer=True):
    def ask():
        numbers.append(number)
        return answer

    return ask


def test_each_is_asked_once_in_order():
    numbers: list[int] = []
    ahead = Ahead(at_once=1, stopped=Event())
    for number in range(3):
        ahead.add([asking(number, numbers)])
    ended()
    assert numbers == [0, 1, 2]


def test_as_many_are_under_way_as_may_be():
    together, met = Barrier(8), []

    def meet():
        met.append(together.wait(SECONDS))
        return True

    Ahead(at_once=8, stopped=Event()).add([meet] * 16)
    ended()
    assert len(met) == 16


@pytest.mark.parametrize("at_once", [1, 4])
def test_each_that_was_one_too_many_takes_a_thread_with_it(at_once):
    numbers: list[int] = []
    Ahead(at_once=at_once, stopped=Event()).add([asking(number, numbers, answer=False) for number in range(16)])
    ended()
    assert len(numbers) == at_once


def test_once_none_is_left_nothing_is_asked_any_more():
    numbers: list[int] = []
    ahead = Ahead(at_once=1, stopped=Event())
    for number in range(3):
        ahead.add([asking(number, numbers, answer=False)])
        ended()
    assert numbers == [0]


def test_a_question_that_fails_stops_no_other():
    numbers: list[int] = []
    Ahead(at_once=1, stopped=Event()).add([lambda: 1 // 0 > 0, asking(1, numbers)])
    ended()
    assert numbers == [1]


def test_nothing_is_asked_once_it_was_stopped():
    numbers: list[int] = []
    stopped = Event()

    def stop():
        stopped.set()
        return True

    ahead = Ahead(at_once=1, stopped=stopped)
    ahead.add([asking(0, numbers), stop, asking(1, numbers)])
    ended()
    ahead.add([asking(2, numbers)])
    ended()
    assert numbers == [0]
