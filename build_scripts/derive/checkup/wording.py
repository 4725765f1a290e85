"""The four verdicts of the check-up, and its sentences."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

PASSED, FAILED, UNKNOWN, INAPPLICABLE = VERDICTS = ("通过", "未通过", "无数据", "不适用")
NAMED = 3
"""So many names are told one by one."""

_QUARTERS = "一二三四"
SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        # when and to whom a rule applies
        "level_省级": "这一条只考核省级。",
        "level_省级以下": "这一条考核省级以下的单位。",
        "window": "这一条适用于{first}年至{last}年。",
        "at_end": "到{last}年底才考核。",
        "as_it_stands": "登记只有现状，不能倒推{year}年。",
        "nothing": "没有可以判定的记录。",
        # figures
        "figure": "{period} {rate}%（{numerator}/{denominator}{gap}）",
        "gap": "，还差{count}{unit}",
        "reported": "，{expected}个应报单位中{reported}个已报",
        "met_one": "达到{goal}：{lowest}。",
        "met_all": "{judged}期都达到{goal}，最低的是{lowest}。",
        "missed_one": "没有达到{goal}：{missed}。",
        "missed_all": "{judged}期都没有达到{goal}：{missed}。",
        "missed_some": "{judged}期里有{count}期没有达到{goal}：{missed}。",
        "unjudged": "另有{count}期没有数字、口径不同、报送没过半或还没到期，不作判定。",
        "short": "多数单位能判定的{due}期里，这里判定了{judged}期，不能说全年都达到。",
        "unjudged_all": "报了{count}期，没有数字、口径不同、报送没过半或还没到期，不作判定。",
        "cited": "{total}个数字都写明了名录版本：{versions}。",
        "uncited": "{total}个数字里有{count}个没有写明名录版本：{named}。",
        # registers
        "register": "按工会组织登记现状（截至{day}），",
        "held": "{subject}{total}个，都{held}。",
        "without": "{subject}{total}个，其中{count}个{lacking}：{named}。",
        "unstated": "另有{count}个没有填写。",
        "unstated_all": "{subject}{total}个，{count}个没有填写，不能判定。",
        "no_subject": "登记的{total}个工会组织里没有{subject}。",
        "disclosed": "当年公开{total}条，其中{found}。",
        "undisclosed": "当年公开{total}条；没有“{missing}”的公开记录，有没有做无从判断。",
        "count_of": "{name}{count}条",
        "lines": "有{total}条不按区划的报送线：{named}。",
        "no_lines": "没有产业工会、直属机关或企业的报送线。",
        "awarded_first": "{year}年表彰{count}项，此前没有表彰记录可比。",
        "awarded": "{year}年表彰{count}项，上一次是{before}年，间隔{gap}年，在{cycle}之内。",
        "awarded_soon": "{year}年表彰{count}项，上一次是{before}年，间隔{gap}年，比{cycle}短。",
        "awarded_late": "{year}年表彰{count}项，上一次是{before}年，间隔{gap}年，超过{cycle}。",
        "waiting": "最近一次表彰是{before}年，到{year}年底{gap}年，还没有超过{cycle}。",
        "overdue": "最近一次表彰是{before}年，到{year}年底已{gap}年，超过{cycle}。",
        "unawarded": "到{year}年底没有“{honour}”的表彰记录。",
        "cycle": "每{most}年一次",
        "cycle_range": "每{least}至{most}年一次",
        # the veto
        "complete": "当年考核的{total}条目标都完成了。",
        "undecided": "当年考核的目标，{passed}条完成，{unknown}条没有数据（{rules}），不能判定。",
        "candidate": "没有完成{rules}，列为一票否决候选；没有例外记录。",
        "excepted": "没有完成{rules}；{decided_by}于{day}以{document_number}准予例外：{reason}",
        "miss": "{rule} {title}：{statement}",
        # joints
        "and": "、",
        "also": "；",
        "more": "等",
        "year": "{}年",
        "quarter": "{}年{}季度",
        "month": "{}年{}月",
        "day": "{}年{}月{}日",
        "range": "{}至{}",
    }
)
SUBJECTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "联合覆盖": {"subject": "联合基层工会", "held": "写明了涵盖单位数", "lacking": "没有写明涵盖单位数，或少于2家"},
        "专职干部": {
            "subject": "职工{employees}人以上的企业、事业单位工会",
            "held": "配备了专职工会干部",
            "lacking": "没有专职工会干部",
        },
        "联合会专职干部": {
            "subject": "涵盖单位{units}家以上或职工{employees}人以上的工会联合会、乡镇（街道）工会",
            "held": "配备了专职工会干部",
            "lacking": "没有专职工会干部",
        },
        "三委同建": {
            "subject": "基层工会委员会",
            "held": "同时建立了经费审查委员会和女职工组织",
            "lacking": "缺经费审查委员会或女职工组织",
        },
    }
)
"""By method, the organisations a rule speaks of, what they should have, and what one without it lacks."""


def told(sentence: str, **facts: object) -> str:
    """The sentence with its facts filled in, by replacement only: what was submitted is never a format string."""
    text = SENTENCES[sentence]
    for name, value in facts.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def and_more(names: str, total: int) -> str:
    """The first NAMED names, joined already, and a word for the rest."""
    return names + (SENTENCES["more"] if total > NAMED else "")


def grouped(number: Any) -> str:
    """A number with thousands set apart; decimals only where it has some."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def dated(text: Any) -> str:
    """A date or period in Chinese: 2018年, 2018年二季度, 2018年6月, 2018年6月30日."""
    if not isinstance(text, str) or not text[:4].isdigit():
        return text if isinstance(text, str) else ""
    if "/" in text:
        return SENTENCES["range"].format(*map(dated, text.split("/")))
    year, *rest = text.split("-")
    if not rest:
        return SENTENCES["year"].format(year)
    if rest[0].startswith("Q"):
        return SENTENCES["quarter"].format(year, _QUARTERS[int(rest[0][1]) - 1])
    return SENTENCES["day" if rest[1:] else "month"].format(year, *(part.lstrip("0") for part in rest))
