"""Scopes (口径): which entities a denominator counts. Figures of different scopes are never compared."""

from dataclasses import dataclass

from build_scripts.declare import Code, Kind, Paragraph, Text, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One way of counting a denominator."""

    code: Code = stated("口径代码", sample="all-legal-entities")
    name: Text = stated("口径名称", sample="全部二三产业法人单位", most=60)
    definition: Paragraph = stated("定义", sample="名录中全部第二、第三产业法人单位，不筛选。", most=500)


KIND = Kind("scope", "口径", "分母指哪些单位或人。口径不同的数字不得比较，也不同色。", Scope, key=("code",), named="name", model=True)
