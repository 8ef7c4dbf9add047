"""A folder in which a scan is saved, template by template and answer by answer, and from which it is repeated.

    DIR/scan.json                 which schema it is of
    DIR/ACCOUNT/REGION.jsonl      the questions of an account and Region with their answers; written once all are there
    DIR/templates/DIGEST          each text of a template once

Rules, reports and what is generated can so be tried without an account.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Final, cast

from pulumi_servicecatalog.discovery import saved_answers
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.saved_template import Redaction
from pulumi_servicecatalog.fleet.target import Account, Shard
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.execution.lane import OpenLane
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.session import AccountSession

SCHEMA_VERSION: Final = 1
_HEAD: Final = "scan.json"
_TEMPLATES: Final = "templates"
_OWN: Final = frozenset({_HEAD, _TEMPLATES})
_NO_ANSWER: Final = "the saved scan has no answer to this; save it again with this version of catalogctl"


class SavedScanError(Exception):
    """The folder cannot be used; the text is one line that says where and why."""


def recorded(session: AccountSession, folder: "ScanFolder") -> AccountSession:
    """Return a session that notes what AWS is asked and answers, for `save`."""
    return AccountSession.through(cast("Gateway", _RecordingGateway(session.gateway, folder)), lane=session.lane)


def save(session: AccountSession) -> None:
    """Write what a session of `recorded` has noted. Raises SavedScanError."""
    cast("_RecordingGateway", session.gateway).save()


def opened(shard: Shard, folder: "ScanFolder") -> AccountSession:
    """Return a session that answers as the account and Region did when it was saved. Raises SavedScanError."""
    location = Location(account=shard.account.id or "", region=shard.region or "")
    return AccountSession.through(folder.gateway(location), lane=OpenLane())


class _RecordingGateway:
    """A gateway that notes its questions and answers. Safe to share between threads."""

    def __init__(self, gateway: Gateway, folder: "ScanFolder") -> None:
        self._gateway = gateway
        self._folder = folder
        self._lock = Lock()
        self._lines: dict[str, Mapping[str, Any]] = {}

    def save(self) -> None:
        """Write what was noted. Raises SavedScanError."""
        identity = self._gateway.identity()
        with self._lock:
            lines = list(self._lines.values())
        self._folder.write(Location(account=identity.account, region=identity.region), lines)

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return partial(self._ask, method, getattr(self._gateway, method))

    def _ask(self, method: str, ask: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        try:
            answer = ask(*arguments, **options)
        except Refusal as refusal:
            self._note(method, arguments, refusal=saved_answers.encoded_refusal(refusal))
            raise
        if isinstance(answer, Iterator):
            return self._listed(method, arguments, answer)
        kept = self._folder.keep_template(answer) if method in saved_answers.TEMPLATES else answer
        self._note(method, arguments, answer=saved_answers.encoded(kept))
        return answer

    def _listed(self, method: str, arguments: Sequence[Any], items: Iterator[Any]) -> Iterator[Any]:
        """Return the items of a list, and note those that were taken: of a long one, the first are enough."""
        taken: list[Any] = []
        try:
            for item in items:
                taken.append(saved_answers.encoded(item))
                yield item
        except Refusal as refusal:
            self._note(method, arguments, refusal=saved_answers.encoded_refusal(refusal))
            raise
        except GeneratorExit:
            self._note(method, arguments, answer=taken)
            raise
        self._note(method, arguments, answer=taken)

    def _note(self, method: str, arguments: Sequence[Any], **outcome: Any) -> None:
        question = saved_answers.question(method, arguments)
        with self._lock:
            self._lines[json.dumps(question)] = {"question": question, **outcome}


class ScanFolder:
    """The folder of a saved scan."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._redaction = Redaction()
        self._kept: dict[bytes, str] = {}

    def begin(self, *, again: bool) -> None:
        """Make the folder.

        Args:
            again: whether it may be there already; what it has of an account and Region is replaced by what is read.

        Raises:
            SavedScanError: it cannot be written, or there is something in it.

        """
        try:
            others = {item.name for item in self._path.iterdir()} - _OWN if self._path.exists() else set()
            if others and not again:
                raise SavedScanError(f"{self._path} is not empty: --force replaces what it has, or name another folder")
            (self._path / _TEMPLATES).mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.chmod(0o700)
            _replace(self._path / _HEAD, json.dumps({"schemaVersion": SCHEMA_VERSION, "kind": "saved scan"}) + "\n")
        except OSError as error:
            raise SavedScanError(f"{error.filename}: {error.strerror}") from error

    def must_have(self, locations: Iterable[Location]) -> None:
        """Raise SavedScanError where one of the accounts and Regions was read without being saved."""
        missing = [location for location in locations if not self._file(location).exists()]
        if missing:
            first = f"{missing[0].account}, {missing[0].region}"
            raise SavedScanError(f"{self._path}: {first} was read and not saved; replace the inventory with --force")

    def shards(self) -> Sequence[Shard]:
        """Return the accounts and Regions that are in it. Raises SavedScanError where it is no saved scan."""
        head = self._path / _HEAD
        try:
            document = json.loads(head.read_text(encoding="utf-8"))
        except OSError as error:
            raise SavedScanError(f"{head}: {error.strerror}") from error
        except ValueError as error:
            raise SavedScanError(f"{head}: this is no JSON") from error
        version = document.get("schemaVersion") if isinstance(document, dict) else None
        if version != SCHEMA_VERSION:
            wrong = f"it is of schemaVersion {json.dumps(version)}"
            raise SavedScanError(f"{head}: {wrong}, and this version of catalogctl reads {SCHEMA_VERSION}")
        files = sorted(self._path.glob("*/*.jsonl"))
        return tuple(Shard(account=Account(id=file.parent.name), region=file.stem) for file in files)

    def gateway(self, location: Location) -> Gateway:
        """Return a gateway that answers as the account and Region did. Raises SavedScanError."""
        return cast("Gateway", _SavedGateway(self._read(location), self._template))

    def write(self, location: Location, lines: Sequence[Mapping[str, Any]]) -> None:
        """Write an account and Region at once. Raises SavedScanError."""
        file = self._file(location)
        try:
            file.parent.mkdir(exist_ok=True)
            _replace(file, "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
        except OSError as error:
            raise SavedScanError(f"{error.filename}: {error.strerror}") from error

    def keep_template(self, text: str) -> str:
        """Write a template without its secrets, and return what it is found by. Raises SavedScanError."""
        original = hashlib.sha256(text.encode(errors="surrogatepass")).digest()
        if original not in self._kept:
            shown = self._redaction.of(text).encode(errors="surrogatepass")
            name = hashlib.sha256(shown).hexdigest()
            try:
                (self._path / _TEMPLATES / name).write_bytes(shown)
            except OSError as error:
                raise SavedScanError(f"{error.filename}: {error.strerror}") from error
            self._kept[original] = name
        return self._kept[original]

    def _template(self, name: str) -> str:
        return (self._path / _TEMPLATES / name).read_bytes().decode(errors="surrogatepass")

    def _read(self, location: Location) -> Mapping[str, Mapping[str, Any]]:
        file = self._file(location)
        try:
            lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
            return {json.dumps(line["question"]): line for line in lines}
        except OSError as error:
            raise SavedScanError(f"{file}: {error.strerror}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise SavedScanError(f"{file}: this is no saved scan, or it is cut off") from error

    def _file(self, location: Location) -> Path:
        return self._path / location.account / f"{location.region}.jsonl"


class _SavedGateway:
    """Answers what was asked once as it was answered then, and refuses all else."""

    def __init__(self, lines: Mapping[str, Mapping[str, Any]], template: Callable[[str], str]) -> None:
        self._lines = lines
        self._template = template

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return partial(self._answer, method)

    def _answer(self, method: str, *arguments: Any, **_options: Any) -> Any:
        line = self._lines.get(json.dumps(saved_answers.question(method, arguments)))
        if line is None:
            raise Refusal(operation=method, reason=_NO_ANSWER)
        if "refusal" in line:
            raise saved_answers.decoded_refusal(line["refusal"])
        answer = saved_answers.decoded(method, line["answer"])
        return self._template(answer) if method in saved_answers.TEMPLATES else answer


def _replace(file: Path, text: str) -> None:
    beside = file.with_name(f"{file.name}.partial")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
