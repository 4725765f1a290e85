"""What a template is asked for."""

from dataclasses import dataclass

from build_scripts.declare import Kind
from build_scripts.merge.federation import Federation
from build_scripts.merge.periods import period_end


@dataclass(frozen=True, slots=True)
class Asked:
    """What a template is wanted for: the code of a unit, and a period (empty: the kind has none in its key)."""

    kind: Kind
    federation: Federation
    unit: str
    period: str

    @property
    def day(self) -> str:
        """The day (ISO) whose units the template offers: the end of its period, else the date of the data."""
        return period_end(self.period) or self.federation.as_of
