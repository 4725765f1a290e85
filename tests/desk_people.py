"""What the guard looks for, disguised and in company, in cells and beside them; all numbers and names are invented (示例)."""

import random
from collections.abc import Callable, Sequence

from desk_texts import GOOD, OBSERVATION, Files, text

PEOPLE = (
    *["42052519800101123X", "420525198001011234", "420525800101123", "810000199408230021", "830000200103040052", "911000199001011231"],
    *("13800138000", "+86 138 0013 8000", "008613800138000", "6222020200112230111", "6222 0202 0011 2230 111", "9558801001114990713"),
    *["E12345678", "EA1234567", "G12345678", "H1234567801", "M12345678", "台胞证12345678", "护照：p1234567", "91420000737139XXXX"],
    *["91420525MA49X1234Q", "027-87654321", "0717-6543210", "400-820-8820", "鄂工发〔2018〕30号", "1380013800", "138001380001"],
    *("12,345,678.90元", "2018-06-30 13:30:00", "普通说明", "无", "欧阳 修 低保"),
    *["中山路12号3栋2单元501室", "解放大道100号", "花园小区8栋2-301", "东湖村三组12号", "甲市工会办公楼3号302室"],
    *["幸福里5号楼6单元7号", "人民路8号12户", "职工张三因患尿毒症住院", "李某某，女，42岁，白血病", "困难职工王小明家庭困难"],
    *["慰问困难职工120户", "陈*华确诊癌症", "走访慰问低保户", "内部资料", "（秘密）", "机密★5年", "内部使用，请勿外传", "密级：内部"],
    *["此件不公开", "依法不予公开的事项", "仅供内部参考", "本文件为内部资料"],
    *["https://example.org/a?id=42052519800101123X", "http://example.org/tel=13800138000", "www.example.org/13800138000"],
)
_WORDS = [
    "",
    "身份证",
    "证件号",
    "账号",
    "卡号：",
    "开户行",
    "电话",
    "联系手机",
    "汇款到",
    "电子邮箱",
    "编号",
    "护照号",
    "价格",
    "合计",
    "元",
]
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
_CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")
_FULL_WIDTH = 0xFEE0

DISGUISES: Sequence[Callable[[str], str]] = (
    lambda said: said,
    lambda said: "".join(chr(ord(sign) + _FULL_WIDTH) if sign.isascii() and sign.isalnum() else sign for sign in said),
    lambda said: " ".join(said),
    lambda said: "-".join(said),
    lambda said: "\u200b".join(said),
    lambda said: said.translate(_NUMERALS),
    lambda said: said.translate(_CIRCLED),
    lambda said: said.replace("0", "O").replace("1", "l"),
    lambda said: "\u0301".join(said),
    lambda said: "、".join(said[start : start + 4] for start in range(0, len(said), 4)),
    lambda said: said.replace("X", "x").replace("0", "\u0660"),
    lambda said: " · ".join((said[:3], said[3:7], said[7:])),
    lambda said: "\n".join((said[: len(said) // 2], said[len(said) // 2 :])),
    lambda said: f"𠮷😀{said}😀𠮷",
    lambda said: f"{'字' * 250}{said}",
)


def told(draw: random.Random) -> str:
    """A text of one to three pieces, at most 300 signs long."""
    pieces = [draw.choice(_WORDS) + draw.choice(DISGUISES)(draw.choice(PEOPLE)) for _ in range(draw.choice((1, 1, 2, 3)))]
    return draw.choice(("", "，", "\n", "和", "/")).join(pieces)[:300].strip()


def asides() -> Files:
    """Every text as a title above a sound table, and two as the name of a file."""
    for number, said in enumerate(PEOPLE):
        yield text(f"aside-{number:02}", f"{said.replace(',', '，')},,,,,,\n{OBSERVATION}{GOOD}")
    yield text("aside-13800138000", OBSERVATION + GOOD)
    yield text("aside-困难职工王小明", OBSERVATION + GOOD)
