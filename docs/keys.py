"""Makes the tables of keys in docs/scenario-file.md from the schema: `python -m docs.keys`."""

from collections.abc import Iterator
from typing import Any

from docs.places import HERE, fill
from planner.scenario.schema import ScenarioFile

PAGE = HERE / "scenario-file.md"
ENDLESS = 1e9
"""A largest value from here on is there for slips alone and is not worth a word."""
LEAST = 1e-6
"""A least value up to here says "above 0"."""
Schema = dict[str, Any]


def main() -> None:
    """Write the tables into their place."""
    fill(PAGE, "keys", tables())


def tables() -> str:
    """A heading and a table for each block of the file, in the order in which the file has them."""
    schema = ScenarioFile.model_json_schema()
    parts = []
    for path, block in _blocks(schema, schema, ""):
        heading = f"`{path}`" if path else "The file"
        needed = block.get("required", [])
        rows = [
            f"| `{key}` | {_meaning(what, schema)} | {form(what)} | {left_out(what, key in needed)} |"
            for key, what in block["properties"].items()
        ]
        head = ["| key | what it means | form | left out |", "|---|---|---|---|"]
        parts.append("\n".join([f"### {heading}", "", block["description"], "", *head, *rows]))
    return "\n\n".join(parts)


def _blocks(schema: Schema, block: Schema, path: str) -> Iterator[tuple[str, Schema]]:
    """A block, and those under its keys, each with where it stands."""
    yield path, block
    for key, what in block["properties"].items():
        if name := _reference(what):
            place = {"services": "services.NAME"}.get(key, key)
            inner = f"{path}.{place}" if path else place
            yield from _blocks(schema, schema["$defs"][name], inner)


def _reference(what: Any) -> str:
    """The block that a key holds, straight or as the members of a list or a mapping; "" for none."""
    if isinstance(what, dict):
        if "$ref" in what:
            return str(what["$ref"]).rpartition("/")[2]
        return next(filter(None, map(_reference, what.values())), "")
    return next(filter(None, map(_reference, what)), "") if isinstance(what, list) else ""


def _meaning(what: Schema, schema: Schema) -> str:
    described = what.get("description") or schema["$defs"][_reference(what)]["description"]
    return " ".join(str(described).split()).replace("|", "\\|")


def form(what: Schema) -> str:
    """What may be written there, in words."""
    if choices := [one for one in what.get("anyOf", []) if one != {"type": "null"}]:
        return _one_of(choices)
    if "$ref" in what or "patternProperties" in what:
        return "keys below"
    if "enum" in what:
        return " or ".join(f"`{one}`" for one in what["enum"])
    kind = what.get("type")
    if kind == "array":
        return _list(form(what["items"]))
    if kind == "object":
        return f"by area: {form(what['additionalProperties'])}" if "area" in str(what) else "keys by name"
    if kind in ("number", "integer"):
        return _number(what)
    return "area" if what.get("description", "").startswith("An area") else "text"


def _list(members: str) -> str:
    return {"area": "list of areas", "list of areas": "list of groups of areas", "keys below": "list"}.get(
        members, f"list: {members}"
    )


def _one_of(choices: list[Schema]) -> str:
    kinds = [one.get("type") for one in choices]
    if "object" in kinds:
        return "money, or money by year"
    if kinds == ["number", "string"]:
        number = choices[0]
        return _share(number) if number.get("maximum", number.get("exclusiveMaximum")) == 1 else "money"
    return form(choices[0])


def _share(number: Schema) -> str:
    begin = "above 0" if "exclusiveMinimum" in number else "0"
    return f"share, {begin} to {'below 1' if 'exclusiveMaximum' in number else '1'}"


def _number(what: Schema) -> str:
    least, most = what.get("minimum", 0), what.get("maximum", ENDLESS)
    word = "whole number" if what["type"] == "integer" else "number"
    above = "exclusiveMinimum" in what or 0 < least <= LEAST
    begin = "above 0" if above else f"{least:,}"
    if most < ENDLESS:
        return f"{word}, {begin} to {most:,}"
    return f"{word}, {begin}" if above else f"{word}, {begin} or more"


def left_out(what: Schema, required: bool) -> str:
    """What leaving the key out means, as far as the value says it; the meaning says the rest."""
    default = what.get("default")
    if required:
        return "needed"
    if default is None:
        return "none"
    if isinstance(default, dict) and default:
        return "as below"
    if isinstance(default, list | dict):
        return ", ".join(f"`{one}`" for one in default) or "none"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


if __name__ == "__main__":
    main()
