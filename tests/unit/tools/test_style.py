"""`tools/style`: which names and phrases are refused, and where they are reported."""

import pytest
from tools.style import check, python_source, words

VOCABULARY = words.load()


@pytest.fixture
def reported(tmp_path):
    """What is reported of a file with this text, as lines."""

    def report(text: str, path: str = "provider/stacks.py") -> list[str]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
        return [str(word) for word in check.retired_words(tmp_path, path, VOCABULARY)]

    return report


@pytest.mark.parametrize(
    "code",
    [
        "told = 1",
        "_told = 1",
        "TOLD = 1",
        "self.told = 1",
        "told: int = 1",
        "for each in (): pass",
        "[0 for each in ()]",
        "with open('x') as given: pass",
        "def f(*, asked): pass",
        "def f(*given): pass",
        "def found(): pass",
        "async def tell(): pass",
        "class AwsDoor: pass",
        "open_door = 1",
        "import os as site",
        "from x import y as wish",
        "try: pass\nexcept ValueError as told: pass",
        "match 1:\n    case each: pass",
        "match []:\n    case [*each]: pass",
        "lambda each: 0",
        "def test_another_wish_is_another_token(): pass",
    ],
)
def test_a_retired_name_is_refused_wherever_it_is_defined(reported, code):
    assert len(reported(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "message = told",
        "x = response.told",
        "call(each=1)",
        "import site",
        "def test_a_stack_that_is_asked_for_later_is_found(): pass",
        "not_found = 1",
        "placement = 1",
        "class GovernedStacks: pass",
        "governed_by = 1",
        "outdoor = 1",
    ],
)
def test_a_name_that_others_define_or_that_only_resembles_a_retired_one_is_fine(reported, code):
    assert reported(code) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('x = 1\ny = "Wait, lest it fails"\n', 2),
        ("x = 1  # made anew\n", 1),
        ('def f():\n    """Return it.\n\n    As it was borne.\n    """\n', 4),
        ('x = f"{y} is none of {z}"\n', 1),
        ('x = (\n    "there are so "\n    "many"\n)\n', 2),
        ("# It stays for\n# ever.\n", 1),
        ("x = 'Whoever calls'\n", 1),
    ],
)
def test_a_retired_phrase_is_refused_in_comments_strings_and_docstrings_on_its_line(reported, text, line):
    (report,) = reported(text)
    assert report.startswith(f"provider/stacks.py:{line}: ")


def test_code_between_two_strings_does_not_make_a_phrase_of_them(reported):
    assert reported('x = {"so": 1, "many": 2}\n') == []


@pytest.mark.parametrize("docstring", ["Give the stacks.", "Gives the stacks.", "\n    Give the stacks.\n    "])
@pytest.mark.parametrize("code", ['"""{}"""', 'class A:\n    """{}"""', 'def f():\n    """{}"""'])
def test_a_docstring_does_not_begin_with_a_retired_opening(reported, code, docstring):
    (report,) = reported(code.format(docstring))
    assert report.endswith(" -> Return")


def test_the_opening_of_another_text_is_free(reported):
    assert reported('def f():\n    """Return it. Give it a name."""\n    return "Give it a name."\n') == []


def test_documents_are_read_as_text_and_their_lines_are_one_text(reported):
    assert reported("# Words\n\nMade so\nmany times.\n", "docs/words.md") == ["docs/words.md:3: so many -> the number"]
    assert reported("told = `each`\n", "docs/words.md") == []


def test_a_file_or_folder_with_a_retired_name_is_refused(reported):
    assert reported("", "provider/gathering.py") == ["provider/gathering.py: gathering -> deferred_failures"]
    assert reported("", "docs/moving-between-faces.md") == [
        "docs/moving-between-faces.md: faces -> provider, providers"
    ]
    assert reported("", "tests/nursery/fork.py") == ["tests/nursery/fork.py: nursery -> fork_server"]


def test_a_file_about_the_words_may_have_them(reported):
    assert reported("lest, anew", "docs/development/style.md") == []


def test_what_is_to_be_used_is_not_retired_itself():
    uses = [row.use for row in VOCABULARY.names]
    uses += [row.use for row in (*VOCABULARY.phrases, *VOCABULARY.openings)]
    for use in uses:
        assert not [word for row in VOCABULARY.phrases for word in row.pattern.findall(use)]
        assert not [name for name in use.replace(",", " ").split() if VOCABULARY.retired_name(name)]


def test_the_text_of_a_python_file_stands_where_it_stood():
    source = "x = 1  # here\n'there'\n"
    assert [line.strip("\0 ") for line in python_source.text(source).splitlines()] == ["# here", "'there'"]
    assert python_source.text(source).index("# here") == source.index("# here")
