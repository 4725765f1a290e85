"""Other names of units (单位别名): the only way by which a name becomes a unit code, and only when it matches exactly."""

from dataclasses import dataclass

from build_scripts.declare import Choice, Code, Kind, Moment, Text, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAlias:
    """One name by which a unit is or was called."""

    unit: Code = stated("单位代码", refers="unit", inverse="别名", sample="420525")
    alias: Text = stated("别名", sample="远安", most=60)
    type: Choice = stated("别名类型", one_of=("全称", "简称", "曾用名"), sample="简称")
    valid_from: Moment | None = stated("启用日期", default=None)
    valid_to: Moment | None = stated("停用日期", default=None, not_before="valid_from")
    note: Text | None = stated("说明", default=None)


KIND = Kind(
    "unit_alias", "单位别名", "单位的全称、简称和曾用名。填报时写名称须与此表完全一致。", UnitAlias, key=("alias", "unit"), model=True
)
