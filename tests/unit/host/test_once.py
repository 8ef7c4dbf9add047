"""An answer is asks for once, outside of any lock; what is forgotten is asks for again."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from pulumi_servicecatalog.host.once import Once

THREADS = 16
SECONDS = 60.0
"""How long a thread waits for the others before the test fails. No test that passes waits."""


def test_an_answer_is_asked_for_once():
    once, asks = Once[str, int](), []

    def ask():
        asks.append(1)
        return len(asks)

    assert [once.get("a", ask), once.get("a", ask), once.get("b", ask), once.get("a", ask)] == [1, 1, 2, 1]


def test_threads_that_want_the_same_answer_ask_once():
    once, asks, together = Once[str, int](), [], Barrier(THREADS)

    def ask():
        asks.append(1)
        return 7

    def get():
        together.wait(SECONDS)
        return once.get("a", ask)

    with ThreadPoolExecutor(THREADS) as threads:
        assert [future.result() for future in [threads.submit(get) for _ in range(THREADS)]] == [7] * THREADS
    assert asks == [1]


def test_questions_about_different_keys_are_under_way_at_once():
    once, together = Once[int, int](), Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as threads:
        arrivals = list(threads.map(lambda key: once.get(key, lambda: together.wait(SECONDS)), range(THREADS)))
    assert sorted(arrivals) == list(range(THREADS))


def test_a_failure_is_raised_in_all_who_wait_for_the_answer():
    once, asking, answer = Once[str, int](), Event(), Event()

    def ask():
        asking.set()
        answer.wait(SECONDS)
        raise ZeroDivisionError

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(once.get, "a", ask)
        asking.wait(SECONDS)
        second = threads.submit(once.get, "a", ask)  # whether it waits for the first or asks again, it fails
        answer.set()
        for future in (first, second):
            with pytest.raises(ZeroDivisionError):
                future.result()


def test_a_failure_is_not_kept():
    once = Once[str, float]()
    with pytest.raises(ZeroDivisionError):
        once.get("a", lambda: 1 / 0)
    assert not once.knows("a")
    assert once.get("a", lambda: 7) == 7


def test_an_answer_that_may_not_be_kept_is_asked_for_again():
    once = Once[str, int](keeps=lambda value: value > 1)
    answers = iter([1, 2, 3])
    assert [once.get("a", lambda: next(answers)) for _ in range(4)] == [1, 2, 2, 2]


def test_what_is_forgotten_is_asked_for_again_and_nothing_else_is():
    once = Once[str, int]()
    for key in ("a", "b"):
        once.get(key, lambda: 1)
    once.forget("a")
    once.forget("never asks for")
    assert (once.get("a", lambda: 2), once.get("b", lambda: 2)) == (2, 1)


def test_keys_are_forgotten_together():
    once = Once[str, int]()
    for key in ("a1", "a2", "b1"):
        once.get(key, lambda: 1)
    once.forget_where(lambda key: key.startswith("a"))
    assert [once.knows(key) for key in ("a1", "a2", "b1")] == [False, False, True]


def test_an_answer_that_is_forgotten_while_it_is_asked_for_is_not_kept():
    once = Once[str, str]()

    def ask():
        once.forget("a")  # as a write does meanwhile, in another thread
        return "before the write"

    assert once.get("a", ask) == "before the write"
    assert once.get("a", lambda: "after it") == "after it"


def test_the_end_of_a_forgotten_question_does_not_forget_the_answer_that_replaced_it():
    once = Once[str, str]()

    def ask():
        once.forget("a")
        assert once.get("a", lambda: "after the write") == "after the write"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once.get("a", ask)
    assert once.get("a", lambda: "asks once more") == "after the write"
