"""`tools/generate`: what a function that is new in the schema becomes in Python."""

import inspect
from typing import Any

import pytest
from tools.generate import arguments_module, invokes_module

TEXT = {"type": "string", "description": "A text."}
LAYER = {"$ref": "#/types/servicecatalog:index:Layer", "description": "A layer."}
SCHEMA: dict[str, Any] = {
    "resources": {},
    "provider": {"inputProperties": {"region": TEXT}},
    "types": {
        "servicecatalog:index:Layer": {
            "description": "A layer.",
            "properties": {"thickInside": {"type": "integer", "description": "How thick."}, "filling": TEXT},
            "required": ["thickInside"],
        }
    },
    "functions": {
        "servicecatalog:index:cutCake": {
            "description": "What is in a cake. It is left whole.",
            "inputs": {"properties": {"cakeName": TEXT, "knife": TEXT}, "required": ["cakeName"]},
            "outputs": {
                "properties": {
                    "layers": {"type": "array", "items": LAYER, "description": "The layers."},
                    "byColour": {"type": "object", "additionalProperties": LAYER, "description": "The same."},
                    "topLayer": LAYER,
                    "note": TEXT,
                },
                "required": ["layers"],
            },
        }
    },
}


@pytest.fixture(scope="module")
def made():
    """The names of the module that is made of the schema."""
    names = {"__name__": "made"}
    exec(compile(invokes_module.render(SCHEMA), "made.py", "exec"), names)
    return names


def test_it_has_both_forms_and_its_types(made):
    assert made["__all__"] == ["CutCakeResult", "Layer", "cut_cake", "cut_cake_output"]
    assert all(name in made for name in made["__all__"])


def test_what_it_needs_has_no_default(made):
    parameters = inspect.signature(made["cut_cake"]).parameters
    assert {name: parameter.default for name, parameter in parameters.items()} == {
        "cake_name": inspect.Parameter.empty,
        "knife": None,
        "opts": None,
    }


def test_what_is_reported_has_python_names_all_the_way_in(made):
    thick = {"thickInside": 3, "filling": "jam"}
    result = made["CutCakeResult"].of(
        {"layers": [thick], "byColour": {"darkRed": thick}, "topLayer": {"thickInside": 1}}
    )
    jam = made["Layer"](thick_inside=3, filling="jam")
    assert result == made["CutCakeResult"](
        layers=[jam], by_colour={"darkRed": jam}, top_layer=made["Layer"](thick_inside=1), note=None
    )


def test_what_is_not_reported_is_none(made):
    result = made["CutCakeResult"].of({"layers": []})
    assert (result.by_colour, result.top_layer, result.note) == (None, None, None)


def test_an_argument_of_a_named_type_has_a_dictionary_for_it():
    function = SCHEMA["functions"]["servicecatalog:index:cutCake"]
    inputs = {"properties": {"topping": LAYER}, "required": []}
    schema = {**SCHEMA, "functions": {"servicecatalog:index:cutCake": {**function, "inputs": inputs}}}
    functions, arguments = invokes_module.render(schema), arguments_module.render(schema)
    assert "class LayerArgs(TypedDict, total=False):" in arguments
    assert "from pulumi_servicecatalog.providers.generated.arguments import LayerArgs\n" in functions
    assert "    topping: LayerArgs | None = None," in functions
    assert "    topping: pulumi.Input[LayerArgs] | None = None," in functions
