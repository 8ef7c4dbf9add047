"""A file whose last known difference was deleted has none, and is no error."""

import pytest

from pulumi_servicecatalog.drift import ignored


@pytest.mark.parametrize("text", ["ignore:\n", "ignore: []\n", "ignore:\n# none is left\n"])
def test_a_file_without_an_entry_has_no_known_differences(tmp_path, text):
    path = tmp_path / "ignore.yml"
    path.write_text(text)
    assert ignored.read(path) == ()
