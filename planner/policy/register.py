"""The register of rules: those of the modules in `rules`, found by themselves, in their order."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planner.policy import rules
from planner.policy.rule import Rule

RULES: dict[str, type[Rule[Any]]] = {}
"""Every rule by its key, in their order."""
_made: list[type[BaseModel]] = []
"""The block whose fields they are, then the blocks that hold it."""


def register(rule: type[Rule[Any]]) -> None:
    """Let a rule be known."""
    every = sorted({**RULES, rule.key: rule}.values(), key=lambda one: (one.order, one.key))
    RULES.clear()
    RULES.update((one.key, one) for one in every)


@contextmanager
def registered(rule: type[Rule[Any]]) -> Iterator[None]:
    """A rule that is known for a while, such as one that is tried out."""
    before = dict(RULES)
    register(rule)
    _refresh()
    try:
        yield
    finally:
        RULES.clear()
        RULES.update(before)
        _refresh()


def keep_fields(block: type[BaseModel]) -> None:
    """Give the block a field a rule, now and whenever the rules change."""
    _made.append(block)
    _refresh()


def keep_current(holder: type[BaseModel]) -> None:
    """Have a block that holds that of the rules follow it whenever they change."""
    _made.append(holder)


def _refresh() -> None:
    block, *holders = _made
    block.model_fields.clear()
    block.model_fields.update((key, _field(rule)) for key, rule in RULES.items())
    for one in (block, *holders):
        one.model_rebuild(force=True)


def _field(rule: type[Rule[Any]]) -> FieldInfo:
    field: FieldInfo = FieldInfo.from_annotated_attribute(rule.kind, rule.default)
    field.description = rule.meaning()
    return field


def _found() -> Iterator[type[Rule[Any]]]:
    for module in iter_modules(rules.__path__):
        for one in vars(import_module(f"{rules.__name__}.{module.name}")).values():
            if isinstance(one, type) and issubclass(one, Rule) and "key" in vars(one):
                yield one


for _rule in _found():
    register(_rule)
