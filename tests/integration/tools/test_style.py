"""`tools/style`: which files are looked at, in a repository of its own."""

import subprocess

from tools.style import check


def test_files_that_git_does_not_ignore_are_looked_at(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    for path in ("a.py", "b.md", "ignored/c.py", "lock.sum"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / ".gitignore").write_text("ignored/\n")
    (tmp_path / "same.py").symlink_to("a.py")
    assert check.tracked_files(tmp_path) == ["a.py", "b.md"]
