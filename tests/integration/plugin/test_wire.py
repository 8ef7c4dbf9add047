"""Between Pulumi's structs and plain values: nothing is lost on the way there and back."""

import pytest
from google.protobuf import json_format, struct_pb2
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import rpc

from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers.plugin import secrets, wire
from pulumi_servicecatalog.providers.plugin.wire import ResourceReference, Secret

SIG = wire.SIGNATURE
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8).filter(lambda text: text != SIG)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | TEXTS
VALUES = st.recursive(
    SCALARS | st.just(UNKNOWN) | st.builds(Secret, SCALARS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3) | st.builds(Secret, inner),
    max_leaves=8,
)


def struct(value):
    return json_format.ParseDict(value, struct_pb2.Struct())


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_every_value_comes_back_as_it_was(values):
    assert wire.decode(wire.encode(values)) == values


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_a_secret_that_is_unmarked_is_marked_again(values):
    paths = secrets.secret_paths(values)
    again = secrets.concealed(secrets.revealed(values), paths)
    assert secrets.revealed(again) == secrets.revealed(values)
    outermost = {path for path in paths if not any(path[:n] in paths for n in range(1, len(path)))}
    present = {path for path in outermost if _leads_somewhere(again, path)}
    assert present <= secrets.secret_paths(again)


def _leads_somewhere(values, path):
    for name in path:
        values = values.value if isinstance(values, Secret) else values
        if not isinstance(values, dict) or name not in values:
            return False
        values = values[name]
    return True


def test_a_number_without_a_fraction_is_an_integer():
    decoded = wire.decode(struct({"whole": 5.0, "part": 0.5, "nested": [{"whole": 7.0}]}))
    assert decoded == {"whole": 5, "part": 0.5, "nested": [{"whole": 7}]}
    assert isinstance(decoded["whole"], int)
    assert isinstance(decoded["nested"][0]["whole"], int)


@pytest.mark.parametrize("text", sorted(wire._UNKNOWN_TEXTS))
def test_an_unknown_of_every_type_is_unknown(text):
    assert wire.decode(struct({"a": text, "b": {"c": [text]}})) == {"a": UNKNOWN, "b": {"c": [UNKNOWN]}}


@pytest.mark.parametrize(
    ("output", "value"),
    [
        ({SIG: wire.OUTPUT, "value": "x"}, "x"),
        ({SIG: wire.OUTPUT, "value": "x", "dependencies": ["urn:a"]}, "x"),
        ({SIG: wire.OUTPUT, "value": "x", "secret": True}, Secret("x")),
        ({SIG: wire.OUTPUT, "value": "x", "secret": False}, "x"),
        ({SIG: wire.OUTPUT}, UNKNOWN),
        ({SIG: wire.OUTPUT, "secret": True}, Secret(UNKNOWN)),
        ({SIG: wire.OUTPUT, "value": {"a": {SIG: wire.SECRET, "value": 1}}}, {"a": Secret(1)}),
    ],
)
def test_an_output_value_is_what_it_holds(output, value):
    assert wire.decode(struct({"a": output})) == {"a": value}


@pytest.mark.parametrize(
    "reference",
    [
        ResourceReference(urn="urn:a"),
        ResourceReference(urn="urn:a", id="i-1", package_version="1.2.3"),
        ResourceReference(urn="urn:a", id=UNKNOWN),
    ],
)
def test_a_resource_reference_keeps_its_parts(reference):
    assert wire.decode(wire.encode({"a": reference})) == {"a": reference}


def test_an_asset_comes_through_as_it_is():
    asset = {"a": {SIG: rpc._special_asset_sig, "text": "hello"}}
    assert json_format.MessageToDict(wire.encode(wire.decode(struct(asset)))) == asset


def test_the_texts_of_the_protocol_are_pulumis():
    assert (
        rpc._special_sig_key,
        rpc._special_secret_sig,
        rpc._special_output_value_sig,
        rpc._special_resource_sig,
        rpc.UNKNOWN,
    ) == (wire.SIGNATURE, wire.SECRET, wire.OUTPUT, wire.RESOURCE, wire.UNKNOWN_TEXT)


def test_a_secret_is_not_printed():
    assert "hunter2" not in repr({"a": Secret("hunter2")})


def test_a_secret_parameter_is_secret_among_the_live_ones():
    paths = secrets.secret_paths({"parameters": {"Password": Secret("x"), "Size": "1"}})
    state = {"parameters": {"Password": "x"}, "liveParameters": {"Password": "x", "Size": "1"}}
    assert secrets.concealed(state, paths) == {
        "parameters": {"Password": Secret("x")},
        "liveParameters": {"Password": Secret("x"), "Size": "1"},
    }
