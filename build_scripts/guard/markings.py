"""Markings that keep a text from the public (密级、内部): words that say it of the text itself, not sentences about such things."""

import re

from build_scripts.guard.signs import squeezed

MARKS = (
    ("内部", "秘密", "机密", "绝密", "涉密", "保密", "不公开", "非公开", "不予公开", "不宜公开", "不得公开", "暂不公开", "不对外公开"),
    ("不对外",),
)
"""Alone, in brackets or behind a dash they mark a text; within a sentence they need not."""

NOTICES = (
    ("内部资料", "内部材料", "内部文件", "内部文稿", "内部刊物", "内部使用", "内部参考", "内部掌握", "内部传阅", "内部发行"),
    ("内部明电", "请勿公开", "请勿外传", "不得外传", "严禁外传", "禁止外传", "切勿外传", "勿外传", "注意保密", "注意保存", "工作秘密"),
    ("涉密文件", "涉密资料"),
)
"""These do so between any two stops as well."""

READERS = ("单位", "本单位", "系统", "工会", "机关", "领导")
USES = ("使用", "参考", "传阅", "掌握", "交流", "阅读", "学习", "查阅", "资料", "工作")
WARNINGS = ("请勿", "不得", "严禁", "禁止", "切勿", "勿", "注意", "妥善")
SPREADING = ("外传", "扩散", "上网")
CONDITIONS = ("涉及", "凡", "依法", "对于", "如", "的事项")


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


_MARK = _any(*(word for row in MARKS for word in row))
_NOTICE = _any(*(word for row in NOTICES for word in row))
_LEVEL = "(?:秘密|机密|绝密)"
_END = r"(?=$|[!;,\u3002)])"
_THIS = f"(?:[此本该](?:[件文表页条]|{_any('文件', '资料', '材料', '信息')})|以上内容)"
_STATEMENT = rf"(?:^|[!;\u3002])(?![^!;\u3002]*{_any(*CONDITIONS)})[^!;\u3002]*?"

MARKINGS = (
    rf"^{_MARK}[!\u3002]?$|[-_]{_MARK}$|[(\[{{【〔](?:{_MARK}|{_NOTICE})[)\]}}】〕]",
    rf"(?:^|[-_|/;,:!\u3002]){_NOTICE}(?:$|[|;,:!\u3002])",
    # a level with its star
    rf"{_LEVEL}[★☆*]",
    rf"(?:密级|保密级别|保密等级)(?:等级|级别)?[:为是]?(?:内部|{_LEVEL})",
    rf"公开(?:属性|类别|方式|性质)[:为是]?{_any('不公开', '不予公开', '非公开', '内部')}",
    # what is said of this very paper
    rf"{_THIS}(?:为|系|属于?|是|按)?(?:国家)?(?:{_MARK}|{_NOTICE}|依申请公开)",
    rf"(?:仅供|仅限|只供|只限|供){_any(*READERS)}?内部(?:$|[^\u4e00-\u9fff]|{_any(*USES)})",
    rf"内部{_any(*USES, '文件', '材料', '刊物')}[,:;、]?{_any(*WARNINGS)}",
    rf"(?:请勿|严禁|切勿|禁止)(?:对外)?{_any(*SPREADING, '公开', '泄露', '外泄', '流传')}{_END}",
    rf"(?:不得|不要|不准)(?:对外)?{_any(*SPREADING)}{_END}",
    rf"{_STATEMENT}(?:不宜|不便|暂不宜)(?:对外|向社会)?(?:公开|公布|发布){_END}",
)
_MARKINGS = tuple(re.compile(pattern) for pattern in MARKINGS)
AROUND = "()[]{}【】〔〕|/;,\u3002:-_!"


def marking(text: str) -> str:
    """The first marking in a plain text; empty where it has none."""
    words = squeezed(text)
    for pattern in _MARKINGS:
        found = pattern.search(words)
        if found:
            return found[0].strip(AROUND)
    return ""
