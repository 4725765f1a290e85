"""Terms (用语): words that unions use for something with a longer name; whoever looks for the one finds the other."""

from dataclasses import dataclass

from build_scripts.declare import Kind, Text, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """One word and one thing that it means; a word with several meanings has several records."""

    word: Text = stated("用语", sample="经审", most=20)
    meaning: Text = stated("全称", sample="经费审查", most=60)
    note: Text | None = stated("说明", default=None, sample="工会经费审查委员会的工作", most=120)


KIND = Kind("synonym", "用语", "工会常用的简称和全称；搜索其中一个时同时查另一个。", Synonym, key=("word", "meaning"))
