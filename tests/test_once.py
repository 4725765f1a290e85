"""A derivation that several statistics rest on is worked out once a federation, and nobody's changes reach another."""

import pandas as pd
from small_figures import HELD, federation

from build_scripts.merge.federation import Federation
from build_scripts.merge.once import once


def test_it_is_worked_out_once_and_what_a_caller_changes_is_its_own() -> None:
    asked: list[int] = []

    @once
    def counted(world: Federation) -> pd.DataFrame:
        asked.append(id(world))
        return pd.DataFrame({"rows": [len(world.tables["observation"])]})

    one, other = federation([], HELD, ""), federation([], HELD, "")
    first = counted(one)
    first.loc[0, "rows"] = -1
    first["more"] = 1
    assert counted(one).to_dict("list") == {"rows": [0]}
    assert counted(other).to_dict("list") == {"rows": [0]}
    assert asked == [id(one), id(other)]
