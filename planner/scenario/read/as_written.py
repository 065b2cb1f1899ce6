"""A document once all is laid over it: text as it was written, and no null left of a key that is known."""

from dataclasses import replace
from typing import Any

from planner.scenario.check.places import inside, model_of, takes_text
from planner.scenario.read.yaml_file import Document, Keys
from planner.scenario.schema import ScenarioFile


def as_written(document: Document) -> Document:
    """The document with names and codes as they were written: 1.10 is the code 1.10 and not the number 1.1.

    Null stands for what is left out, and goes; only under a key that the schema does not know, or under a
    name in a mapping that nothing below gives, does it stay, to be refused. In `variants` nulls stay, since
    there they take keys of the scenario out.
    """
    data = _as_written(document.data, (), ScenarioFile, document, True)
    variants = data.get("variants")
    if isinstance(variants, dict):
        data["variants"] = {
            name: _as_written(changes, ("variants", name), ScenarioFile, document, False)
            for name, changes in variants.items()
        }
    return replace(document, data=data)


def _as_written(value: object, keys: Keys, kind: object, document: Document, drop: bool) -> Any:
    if isinstance(value, dict):
        return {
            key: _as_written(inner, (*keys, key), inside(kind, key), document, drop)
            for key, inner in value.items()
            if inner is not None or not (drop and _known(kind, key))
        }
    if isinstance(value, list):
        return [_as_written(v, (*keys, i), inside(kind, i), document, drop) for i, v in enumerate(value)]
    origin = document.origins.get(keys)
    if not takes_text(kind) or origin is None or not origin.written:
        return value
    in_mapping = isinstance(keys[-1], str)
    return value if value is None and in_mapping else origin.written


def _known(kind: object, key: str | int) -> bool:
    model = model_of(kind)
    return model is not None and str(key) in model.model_fields
