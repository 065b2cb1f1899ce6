"""A clash: rules that cannot be kept together."""

from pydantic import BaseModel, ConfigDict


class Clash(BaseModel):
    """Rules that cannot be kept together: what there is, what they need, and what would do."""

    model_config = ConfigDict(frozen=True)

    rules: tuple[str, ...]
    have: float
    need: float
    fix: str

    @property
    def sentence(self) -> str:
        """The clash in one line."""
        return f"no plan can keep {' with '.join(self.rules)}; {self.fix}"


class Nothing(Clash):
    """Rules that leave nothing to fund: to fund nothing is then the only plan."""

    @property
    def sentence(self) -> str:
        """The clash in one line."""
        return f"nothing can be funded with {' and '.join(self.rules)}; {self.fix}"
