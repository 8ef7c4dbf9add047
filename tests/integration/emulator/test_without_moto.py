"""The emulator's core answers where there is neither moto nor an HTTP server."""

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[2]
SCRIPT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"moto", "werkzeug", "waitress", "cbor2", "boto3"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
from unit.emulator.test_aws_as_a_function import Caller, whole_life
whole_life(Caller())
"""


def test_a_whole_life_needs_no_moto():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=TESTS, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
