"""Everything known to outputs (path and bytes). The sink is the only writer."""
