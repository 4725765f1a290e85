"""CSV files as texts: encodings, quotation marks, forms and headers, for the program and the check page alike."""

from collections.abc import Iterator, Mapping, Sequence

from build_scripts.declare import Kind

Files = Iterator[tuple[str, bytes]]
OBSERVATION = "单位,指标,时期,口径,数据状态,数值,取得方式\n"
GOOD = "990100,N,2018,all,有值,5,自报\n"
NOTED = OBSERVATION.replace("\n", ",说明\n")
_CODES = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
_IN_GB = ["a3a0", "a6d9", "a6ec", "a8bc", "fe59", "fe9f", "fea0", "8135f437", "aaa1", "a140", "84318236", "9439ba31", "e3329a35"]
_IN_UTF8 = ["c080", "e0809f", "eda080", "edbfbf", "f4908080", "f09fa080", "efbfbe", "efbfbd", "ee8080", "e2808b"]
_EURO = b"\xa2\xe3"


def text(name: str, said: str, encoding: str = "utf-8") -> tuple[str, bytes]:
    """A file of that text."""
    return f"{name}.csv", said.encode(encoding)


def encodings() -> Files:
    """One table in every encoding, and sequences of bytes that are none or are contested."""
    said = NOTED + "990100,N,2018,all,有值,５,自报,说“明”—…€\n"
    whole = said.encode("gb18030")
    for encoding in _CODES:
        yield text(f"encoding-{encoding}", said, encoding)
    yield "encoding-half.csv", whole[:-8]
    yield "encoding-euro.csv", whole.replace(_EURO, b"\x80")
    yield "encoding-ff.csv", whole.replace(_EURO, b"\xff\xff")
    yield "encoding-nul.csv", said.encode().replace(b"N", b"\0")
    yield "encoding-mixed.csv", said.encode() + whole
    yield "encoding-two-boms.csv", "\ufeff\ufeff".encode() + said.encode()
    yield "encoding-bom-of-gb.csv", b"\x84\x31\x95\x33" + whole
    for sequence in _IN_GB:
        yield f"encoding-{sequence}.csv", whole.replace(_EURO, bytes.fromhex(sequence))
    for sequence in _IN_UTF8:
        yield f"encoding-utf8-{sequence}.csv", said.encode().replace("€".encode(), bytes.fromhex(sequence))


_CELLS = (
    '"说明"',
    '"说""明"',
    '"说,明"',
    '"说\n明"',
    '"说\r\n明"',
    '说"明',
    '"说"明',
    '"说',
    '说""',
    '""',
    '"',
    ' "说"',
    '"说" ',
    '"""',
    '""""',
)
_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r", "blank": "\n\n", "blanks": "\n\n\n", "nel": "\u0085", "ls": "\u2028"}


def quotings() -> Files:
    """Quotation marks in and out of place, line ends, cells as long as they may be and longer."""
    open_row = GOOD.removesuffix("\n")
    for number, cell in enumerate(_CELLS):
        faulty = GOOD.replace("5", "５").replace("\n", ",后\n")
        yield text(f"quoting-{number:02}-middle", f"{NOTED}{open_row},{cell}\n{faulty}\n")
        yield text(f"quoting-{number:02}-last", f"{NOTED}{open_row},{cell}")
    for name, end in _ENDS.items():
        yield text(f"line-end-{name}", f"{NOTED}{open_row},\n990200,N,2018年,all,有值,6,自报,\n".replace("\n", end))
    yield text("quoting-long-cell", f'{NOTED}{open_row},"{"长" * 131_072}"\n')
    yield text("quoting-too-long-cell", f'{NOTED}{open_row},"{"长" * 131_073}"\n')
    yield text("quoting-column", f'{NOTED}"990100",N,"2018年""",all,"有\n值",5,𠮷自报,\n')


_FORM = "序号,组织代码,组织名称,组建形式,所属单位,单位性质,职工人数（人）,会员人数(人)*,上期会员人数\n"
_ONE, _TWO = "1,o-2,甲公司工会,单独,990100,非公,30,20,19\n", "2,o-3,乙公司工会,单独,乙市,非公,12,8,\n"


def forms() -> Files:
    """Titles, numbering, examples, totals, signatures, ragged and blank rows."""
    both = _ONE + _TWO
    told = {
        "plain": _FORM + both,
        "title": f"甲市工会组织登记表,,,,,,,,\n填报单位：甲市总工会,,,,,,,,\n{_FORM}{both}填表人：张三,,,,,,,,\n",
        "example": f"{_FORM}例,x,某工会,单独,1,非公,3000,1,\n{_ONE}",
        "subtotals": f"{_FORM}{_ONE}小计,,,,,,30,20,\n{_TWO}小计,,,,,,12,8,\n总计,,,,,,42,28,\n",
        "subtotal-wrong": f"{_FORM}{_ONE}小计,,,,,,30,20,\n{_TWO}小计,,,,,,13,8,\n",
        "total-huge": f"{_FORM}{_ONE.replace('30', '9' * 20)}{_TWO}合计,,,,,,{int('9' * 20) + 12},28,\n",
        "short-row": f"{_FORM}{_ONE}2,o-3,乙公司工会\n",
        "long-row": f"{_FORM}{_ONE.removesuffix(chr(10))},多\n{_TWO.removesuffix(chr(10))},,,\n",
        "blank-rows": f"{_FORM},,,,,,,,\n\n{_ONE}   ,,,,,,,,\n{_TWO}\u3000,,,,,,,,\n",
        "prepared-rows": f"{_FORM}1,,,,甲市,,,,\n{_ONE}2,,,,甲市,,,,88\n3,,,,甲市,非公,,,\n",
        "two-headers": f"{_FORM}{_FORM}{_ONE}",
        "note": f"{_FORM}{_ONE}注：数字以四季度为准,,,,,,,,\n备注,,,,,,,,\n电话：027-12345678,,,,,,,,\n",
        "signature-like-name": f"{_FORM}3,o-4,联系人：某,单独,990100,非公,3,2,\n",
        "only-header": _FORM,
        "empty": "",
        "commas": ",,,\n,,,\n",
        "deep-title": "标题,\n" * 25 + _FORM + _ONE,
        "nineteen-titles": "标题,\n" * 19 + _FORM + _ONE,
        "unnamed-column": _FORM.replace("\n", ",\n") + _ONE.replace("\n", ",多\n") + _TWO.replace("\n", ",\n"),
        "bad-name\u202e=2+2,\n": _FORM + _TWO.replace("12", "1２"),
    }
    for label, line in {"numbered": "3,全县合计", "whole": "本市总计：", "each": "各县区小计数"}.items():
        for total in ("42,28", "41,28"):
            told[f"total-{label}-{total}"] = f"{_FORM}{both}{line}{',' * (6 - line.count(','))}{total},\n"
    told["total-second"] = f"{_FORM}{both}3,合计,某工会,单独,990100,非公,42,28,\n"
    told["total-third"] = f"{_FORM}{both}3,o-3,合计,单独,990100,非公,42,28,\n"
    told["total-inside"] = f"{_FORM}{both}3,合计工程,某工会,单独,990100,非公,42,28,\n"
    for total in ("42,28", "41,28", "42,29", "42,", "四十二,28", "042,28", f"{'9' * 30},28", "42.0,28"):
        told[f"total-{total}"] = f"{_FORM}{both}合计,,,,,,{total},\n"
    head = "单位,指标,时期,口径,数据状态,数值,分子,分母,取得方式,版本\n"
    rows = "甲市,N,2018,all,有值,50,80.5,160,自报,1\n乙市,{indicator},2018,all,有值,40,-10.25,25,自报,1\n"
    for unit in ("全县合计", "甲市合计", "合计工程", "小计："):
        told[f"sum-unit-{unit}"] = f"{head}{rows.format(indicator='N')}{unit},N,2018,all,有值,48,71.25,185,自报,1\n"
    for indicator in ("N", "M"):
        for total in ("48,70.25,185,,1", "48,70.250,185,,1", "48,70.2,185,,1", "48,7e1,185,,", "48,-70.25,184,,9"):
            told[f"sum-{indicator}-{total}"] = f"{head}{rows.format(indicator=indicator)}合计,,,,,{total}\n"
    yield from (text(f"form-{name}", said) for name, said in told.items())


_RENAMED: Mapping[str, str] = {
    "标点": "单位：",
    "错字": "单伟",
    "星号": "* 单位 ※",
    "全角": "单 位",
    "空": "",
    "重复": "指标",
    "字段名": "unit",
    "括号": "单位（代码）",
}


def headers(kinds: Sequence[Kind]) -> Files:
    """Headers as clerks write them, and those of every kind."""
    head = OBSERVATION.removesuffix("\n")
    for name, title in _RENAMED.items():
        yield text(f"header-{name}", f"{head.replace('单位', title, 1)}\n{GOOD}")
    yield text("header-missing", "指标,时期,口径,数据状态,数值\nN,2018,all,有值,5\n")
    yield text("header-version-kept", f"{head},版本,来源\n990100,N,2018,all,有值,5,自报,,\n")
    for sign in "；;\t|，":
        yield text(f"header-separator-{ord(sign):04x}", f"{head}\n{GOOD}".replace(",", sign))
    yield text("header-none", "你好,世界\n1,2\n")
    yield text("header-one-known", "单位,世界\n1,2\n")
    for kind in kinds:
        yield text(f"header-only-{kind.name}", ",".join(field.title for field in kind.fields) + "\n")
        yield text(f"header-required-{kind.name}", ",".join(field.title for field in kind.fields if field.required) + "\n,\n")
