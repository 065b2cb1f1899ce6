"""Plain values of YAML that keep the text they were written as: 1.10 is a number, or the code of an area."""

from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.nodes import ScalarNode

TAGS = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Written:
    """A number, a truth value or a null, and its text in the file."""

    value: int | float | bool | None
    text: str

    def __str__(self) -> str:
        """The text."""
        return self.text


class _Constructor(RoundTripConstructor):
    """Makes of plain values that are no text a `Written`; dates stay text."""

    def written(self, node: ScalarNode) -> Written:
        kind = str(node.tag).removeprefix(TAGS)
        value: object = getattr(super(), f"construct_yaml_{kind}")(node)
        number = {"int": int, "float": float, "bool": bool}.get(kind)
        return Written(None if number is None else number(value), node.value)

    def text(self, node: ScalarNode) -> str:
        return str(node.value)


for _kind in ("int", "float", "bool", "null"):
    _Constructor.add_constructor(f"{TAGS}{_kind}", _Constructor.written)
_Constructor.add_constructor(f"{TAGS}timestamp", _Constructor.text)


def reader() -> YAML:
    """A reader of YAML whose plain values are text or `Written`; mappings and lists know their lines."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Constructor = _Constructor
    return yaml


def plain(scalar: object) -> object:
    """The value of a scalar; text where it has zeros before it, since 007 is a code."""
    if not isinstance(scalar, Written):
        return scalar if scalar is None else str(scalar)
    digits = scalar.text.lstrip("+-")
    padded = digits.isdecimal() and digits != "0" and digits.startswith("0")
    return scalar.text if padded else scalar.value


def key_of(scalar: object) -> str | int:
    """A key: a whole number such as a year where it is written as one, else the text as written."""
    if isinstance(scalar, Written) and type(scalar.value) is int and str(scalar.value) == scalar.text:
        return scalar.value
    return str(scalar)
