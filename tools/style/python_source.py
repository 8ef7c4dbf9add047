"""What a Python file says: the names that it defines, its docstrings, and its text."""

import ast
import io
import tokenize
from collections.abc import Iterator

# Stands for a character of code, so that two texts with code between them are no phrase.
_CODE = "\0"
_TEXT_TOKENS = {
    tokenize.COMMENT,
    tokenize.STRING,
    getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING),  # since Python 3.12
}
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Return the line and name of every class, function, argument, variable and attribute that is defined here."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield node.lineno, name


def docstrings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Return every docstring, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and (docstring := ast.get_docstring(node)):
            yield node.body[0].lineno, docstring


def text(source: str) -> str:
    """Return the comments and strings, on the lines and in the columns where they stand, with the code blotted out."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    shown = [char if char.isspace() else _CODE for char in source]
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in _TEXT_TOKENS:
            start, end = (starts[row - 1] + column for row, column in (token.start, token.end))
            shown[start:end] = source[start:end]
    return "".join(shown)
