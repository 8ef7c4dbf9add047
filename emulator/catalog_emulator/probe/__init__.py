"""The open questions of AWS, asked of an account: `python -m catalog_emulator.probe --help`.

It talks to AWS through boto3 alone and knows nothing of the emulator but the names and values of its switches, so that
the emulator can be asked as well: the tests do, with every switch and each of its settings.
"""

from catalog_emulator.probe import questions
from catalog_emulator.probe.account import Account, Clock
from catalog_emulator.probe.answer import UnansweredError
from catalog_emulator.probe.question import QUESTIONS, Question
from catalog_emulator.probe.run import Results, run

__all__ = ["QUESTIONS", "Account", "Clock", "Question", "Results", "UnansweredError", "questions", "run"]
