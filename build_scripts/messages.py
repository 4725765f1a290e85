"""What people who submit data read: one Chinese text a finding code. A code, once published, keeps its meaning."""

import re
from collections.abc import Mapping

from build_scripts.findings import Finding

EXPECTED: Mapping[str, str] = {
    "text": "一行文字",
    "paragraph": "文字",
    "reference": "代码或名称",
    "choice": "所列选项之一",
    "code": "代码（字母、数字、短横线）",
    "codes": "一个或多个代码，用一个空格隔开",
    "flag": "是 或 否",
    "day": "日期，如 2026-06-30",
    "moment": "日期，如 2026-06-30，只知年月就写 2026-06 或 2026，原文没有就写 未注明",
    "period": "时期，如 2026、2026-Q2、2026-06、2026-06-30 或 2014/2018，原文没有就写 未注明",
    "year": "四位年份，如 2026，原文没有就写 未注明",
    "count": "非负整数，如 90",
    "number": "数字，如 90 或 90.5",
    "link": "以 http:// 或 https:// 开头的网址",
    "document_number": "文号，如 鄂工发〔2026〕3号",
}

BLANK: Mapping[str, str] = {
    "folder": "# 存为 data/{kind}/任意名.yaml；多条记录各以“- ”开头。以 # 开头的行是说明，可以删去。",
    "required": "必填",
    "optional": "可不填",
    "choices": "从中选一：{choices}",
    "unit": "单位：{unit}",
    "refers": "“{title}”里已登记的代码（见 data/{folder}/，没有就先登记）",
}

PROGRESS: Mapping[str, str] = {
    "read": "读入并检查记录……",
    "derive": "计算统计、绘制地图……",
    "render": "生成页面框架（MkDocs）……",
    "write": "写出页面和下载文件……",
    "seal": "计算文件清单和指纹……",
    "verify": "核对链接、外部请求、脚本、地图和清单……",
    "publish": "替换发布……",
    "checked": "读入 {read} 条：公开 {published}，暂不公开 {withheld}，退回 {rejected}。",
    "published": "已发布第 {number} 版到 {out}：{pages} 个页面，指纹 {fingerprint}…",
    "public": "正式发布：示例 {demo} 条不公开{tiles}。",
    "tiles": "；没有审图号，市州图画成方格图，县级只有表",
    "more": "（同一文件同类共 {count} 条，用 --format json 可全部列出）",
    "stopped": "没有发布：请先改好上面列出的错误，线上网站没有变动。",
    "serving": "打开 http://127.0.0.1:{port}/ 查看；按 Ctrl+C 结束。",
    "verified": "核对了 {files} 个文件、{pages} 个页面、{links} 个链接、{anchors} 个锚点、{maps} 幅地图、{json_files} 个 JSON。",
    "formatted": "已整理 {path}",
    "unformatted": "写法不是标准形式：{path}。改法：运行 gongkai format。",
}

COMMANDS: Mapping[str, str] = {
    "gongkai": "把工会报送的记录变成可查、可核对的网站。",
    "check": "只检查记录，列出全部问题和改法",
    "build": "检查、合并、计算、绘图、生成并发布网站",
    "serve": "在本机打开生成的网站",
    "verify": "核对一个生成好的网站：链接、外部请求、清单、指纹",
    "new": "打印一条带说明的空白记录",
    "format": "把 CSV 整理成标准形式，使改动一目了然",
    "demo": "生成示例数据",
    "--data": "记录所在的文件夹",
    "--content": "手写页面所在的文件夹",
    "--out": "发布到哪里（链接，旧版保留5版）",
    "--as-of": "数据截至日期，如 2018-12-31；默认为数据最近一次提交的日期",
    "--public": "正式发布：不含示例数据，没有审图号就不画边界",
    "--format": "问题清单的格式",
    "--ledger": "把逐条台账写到这个 CSV 文件",
    "--port": "端口",
    "--check": "只报告，不改动",
    "--seed": "随机种子；同一种子得到同样的数据",
    "site": "网站文件夹",
    "kind": "记录种类，如 observation 或 统计数据",
    "no_folder": "没有这个文件夹：{path}",
    "no_records": "{path} 里没有记录文件（.csv、.yaml）",
    "no_place": "不能写到 {path}：上级文件夹不存在，或不许写入",
    "no_date": "日期应写成 2018-12-31，现为 {found}",
    "no_port": "端口应是 1 到 65535 的整数，现为 {found}",
    "port_taken": "端口 {port} 打不开（多半已被占用）。改法：换一个，如 --port 8001",
    "misused": "用法不对：{message}。看用法：{program} --help",
    "no_kind": "没有“{found}”这种记录。可用的有：{known}",
}

MISUSES: Mapping[str, str] = {
    r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)": r"\1 不能是“\2”，可用：\3",
    r"argument (\S+): invalid \w+ value: '(.*)'": r"\1 不能是“\2”",
    r"argument (\S+): expected one argument": r"\1 后面要有一个值",
    r"unrecognized arguments: (.*)": r"不认识 \1",
    r"the following arguments are required: (.*)": r"缺少 \1",
    r"argument (\S+): (.*)": r"\1：\2",
}
"""What the standard parser says of a wrong command line, and how we say it."""

IDENTIFIERS: Mapping[str, str] = {"identity": "身份证号", "mobile": "手机号", "bank": "银行卡号"}

MESSAGES: Mapping[str, str] = {
    # read: the file as a whole
    "E001": "文件的编码既不是 UTF-8 也不是 GB18030，读不出文字。改法：在 WPS 里另存为“CSV UTF-8”或普通 CSV，再交一次。",
    "E003": "从这一行起有一个引号没有成对，后面的内容无法分清。改法：补上或删去多余的英文双引号；文字里的引号请用中文引号“”。",
    "E004": "不认识的文件类型“{found}”。改法：用 .csv 或 .yaml。",
    "E005": "这个文件不在记录种类的文件夹里{found:，“{}”不是记录种类}。改法：放进其中一个：{known}。",
    "E006": "这是 Excel 工作簿，不是 CSV。改法：在 WPS 里打开，“文件—另存为”，类型选 CSV，再交一次；只改扩展名没有用。",
    "E010": "第一行应是表头，现为空行。改法：把表头放在第一行，不要有标题行。",
    "E011": "不认识的栏目「{found}」。改法：{nearest:改为「{}」；}可用的栏目有：{known}。",
    "E012": "栏目「{found}」重复。改法：删去多余的一个。",
    "E013": "缺少必填栏目「{title}」。改法：在表头补上这一栏。",
    "E014": "这一行有 {found} 格，应有 {expected} 格。改法：检查是否多打或漏打了逗号；文字里的逗号请用中文逗号。",
    "E015": "栏目之间应是英文逗号，现为「{found}」。改法：在表格软件里另存为 CSV（逗号分隔），不要手工改。",
    "E016": "这些栏目是“{other}”的。改法：把文件放进 {folder} 文件夹。",
    "E017": "第一行应是表头，现在只有「{found}」一格。改法：删去表头上面的标题行，让表头在第一行。",
    "E018": "这一栏没有表头。改法：补上栏目名；是表格边上的空栏就整栏删去。",
    "E020": "文件有 {found} 字节，超过 {most} 字节。改法：大批数据请用 CSV。",
    "E021": "这里读不懂：「{found}」。改法：写成“栏目: 内容”，英文冒号后空一格，不用 TAB；内容有冒号或以符号开头的，用英文双引号括起来。",
    "E022": "这里应是“栏目: 内容”。改法：每条记录由若干行“栏目: 内容”组成，多条记录各以“- ”开头。",
    "E023": "一个文件里有第二份文档（---）。改法：分成两个文件，或合为一个列表。",
    "E024": "不支持锚点与引用（& 和 *）。改法：把内容原样写出来。",
    "E025": "不支持类型标记「{found}」。改法：删去以 ! 开头的标记。",
    "E026": "嵌套超过 {most} 层。改法：记录只有一层“栏目: 内容”。",
    "E027": "这里用了中文冒号“：”。改法：改成英文冒号加一个空格“: ”。",
    "E028": "不支持合并键（<<）。改法：把各栏原样写出来。",
    "E029": "「{title}」应是一个值，现为列表或下级内容。改法：写成一行；多个代码用空格隔开。",
    "E030": "这里用了 TAB。改法：改成空格。",
    # check: one cell, one row
    "E101": "「{title}」必填，现为空。改法：填写{sample:，例如 {}}。",
    "E102": "「{title}」应填{expected}，现为「{found}」。改法：{mend:写成 {}}{sample:照样子填写，例如 {}}。",
    "E103": "「{title}」只能填 {choices}，现为「{found}」。改法：从中选一个{mend:，可能是 {}}。",
    "E104": "「{title}」有 {length} 个字，最多 {most} 个字。改法：缩短，细节放进附件或说明。",
    "E105": "「{title}」含有看不见的字符、换行或损坏的字（�），现为「{found}」。改法：删去这一格，重新打字录入，不要从网页粘贴。",
    "E106": "「{title}」前后有多余的空格或换行，现为「{found}」。改法：删去前后空白。",
    "E107": "「{title}」里有用组合符号拼成的字，现为「{found}」。改法：重新打字录入这一格。",
    "E108": "「{title}」大于「{whole}」。改法：核对两个数，部分不能大于整体。",
    "E109": "「{title}」{found} 早于「{whole}」{of}。改法：核对两个日期。",
    # check: the kinds' own rules
    "E131": "落图方式为“依附”时，「{title}」和“数字已含在依附区划内”都要填。改法：填所在区划代码，并写明 是 或 否。",
    "E132": "落图方式为“面”的单位应有六位区划代码，现为「{code}」。改法：没有法定边界的单位选“依附”“点”或“不落图”。",
    "E133": "进入看板的比率应写明分子和分母。改法：填「分子」「分母」两栏。",
    "E134": "数据状态为“有值”，但「{title}」为空。改法：填数；没有数就删去这一行，零要填 0。",
    "E135": "数据状态为“{state}”，但填了数值「{value}」。改法：有数就把状态改为“有值”。",
    "E136": "「分子」「分母」只填了一个。改法：两个都填，或都不填（只报百分比的，按“口径不明”公开）。",
    "E137": "数值 {value} 与 {numerator}÷{denominator}＝{computed}% 不符。改法：核对分子、分母和数值；只保留一位小数时按四舍五入。",
    "E138": "联合工会和工会联合会应填「涵盖单位数」，且不少于 2。改法：填实际涵盖的单位数；只有一个单位的选“单独”。",
    "E139": "「索引号」应写成“单位代码/年份-五位流水号”，如 420525/2018-00001，现为「{index_number}」。改法：照样子编号，发出后不改。",
    "E141": "公开方式为“公示”时，公示开始和公示结束都要填。改法：填起止日期。",
    # merge: records against each other
    "E201": "「{title}」填的「{found}」在“{target}”里没有。改法：{nearest:可能是 {}；}写代码，或写与登记完全一致的名称。",
    "E202": "「{title}」填的「{found}」可指 {candidates}。改法：改填代码。",
    "E203": "同一条记录（{key}）有两份不同的内容，版本也相同，两份都没有采用；另一份在 {other}。改法：删去一份，或把正确的一份版本加1。",
    "E204": "示例数据只能引用类型为“示例”的来源，现引用「{source}」。改法：改引用示例来源，或把记录移出 demo 文件夹。",
    "E205": "真实数据不能引用示例来源「{source}」。改法：改引用真实来源。",
    "E206": "「{title}」形成了循环：{path}。改法：报送单位只能逐级向上。",
    "E207": "“{title}”应当正好有一条记录，现有 {count} 条。改法：只保留一条。",
    # withheld: sound, but not for the public
    "W301": "「{title}」里像是有{what}（{masked}），整条暂不公开。改法：删去个人信息后重新提交。",
    "W302": "密级为“{found}”，不公开。改法：只有密级为“公开”的内容才会发布。",
    "W303": "引用的来源“{source}”是镜像页面，未核对原站前不公开。改法：找到原站，换成原站的来源。",
    "W304": "示例数据，正式发布时不公开。",
    "W305": "引用的{title}「{found}」没有公开，这一条也暂不公开。改法：先改好被引用的那一条。",
    "W306": "已被第 {version} 版取代，不再公开。",
    "W307": "与 {other} 内容完全相同，只公开一次。改法：删去重复的一份。",
    "W308": "撤下日期{found}已到，不再公开。",
    "W309": "与真实记录是同一条（{key}），示例数据让位于真实数据。",
    "W310": "公开范围是“{found}”，只在单位内部公示，不上网站。改法：可以向会员或社会公开的，改填 会员 或 社会。",
    "W311": "公开日期{found}还没到，先不公开；到那天之后重新生成网站即公开。改法：日期写错了就改正。",
    # publish: the built site
    "E901": "没有可检查的网页。改法：确认文件夹是构建结果（含 index.html 与 manifest.json）。",
    "E902": "链接「{target}」指向的文件不存在。改法：改链接，或补上该页。",
    "E903": "链接「{target}」指向的页内位置不存在。改法：改锚点，或在目标页补上该编号。",
    "E904": "引用了外部主机「{host}」。读者打开网页时不得向其他主机发出请求。改法：把文件放进本站。",
    "E905": '指向外部的链接「{target}」应写 rel="noopener noreferrer nofollow"，现为「{rel}」。',
    "E906": "网页内嵌了脚本，内容安全策略会拦截。改法：移到单独的文件。",
    "E907": "网页内嵌了样式（{what}），内容安全策略会拦截。改法：改用类名，样式写进样式表。",
    "E908": "元素 {element} 带有事件属性「{name}」。改法：在脚本文件里绑定事件。",
    "E909": "地址「{target}」的类型不被允许，只可用站内路径、http 或 https。",
    "E910": "网页语言应标为 {expected}，现为「{found}」。",
    "E911": "网页缺少内容安全策略，或与约定的不一致，现为「{found}」。",
    "E912": "图下说明有 {found} 条，应有 {expected} 条：审图号（或其位置）、边界来源、数据截至；格子图为数据截至和不画边界的原因。",
    "E913": "不是严格的 JSON：{reason}。",
    "E914": "文件过大：{size} 字节，上限 {budget} 字节。",
    "E915": "残留未填写的位置「{name}」。",
    "E916": "编号「{name}」在同一网页出现多次。",
    "E917": "网页含有不允许的元素 {element}。",
    "E918": "网页无法读取：{reason}。",
    "E921": "清单 manifest.json 缺失或不可信（{reason}）。",
    "E922": "清单所列的文件不见了。",
    "E923": "文件不在清单之内。",
    "E924": "文件与清单记录的内容不一致，可能被改动。",
    "E925": "既不是文件也不是文件夹（如符号链接），不得发布。",
    "E931": "本次构建的数据（截至 {offered}）旧于已发布的数据（截至 {current}），不予替换。如确要退回，请显式指定。",
    "E932": "「{out}」是普通文件夹，不是发布用的链接。改法：移走或改名后重试。",
    "E933": "构建期间已有其他构建发布（第 {current} 版，开始时为第 {base} 版），本次结果可能已过时，不予替换。改法：重新构建。",
    "E934": "没有第 {number} 版，保留的是：{kept}。",
}

LEVELS: Mapping[str, str] = {"E": "错误", "W": "提醒", "N": "提示"}
_LONGEST = 60
_HIDDEN = r"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff"
_DAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d(?!\d)"
_DIGITS = re.compile(rf"(?<!\d)(?!{_DAY})\d{{7,}}")
_APART = re.compile(rf"\d(?:[ \u00a0\u2000-\u200a\u3000\-－\u2010-\u2015\u2212._·{_HIDDEN}]*\d){{10,}}")
_CONTROL = re.compile(f"[{_HIDDEN}]")
_HOLE = re.compile(r"\{(\w+)(?::((?:[^{}]|\{\})*))?\}")


def shown(text: str) -> str:
    """A submitted text as a message may repeat it: long numbers masked (前3后2), control characters visible, cut to 60 characters.

    Long is seven digits in a row, or eleven with blanks, hyphens, dots or invisible characters between them; a date stays readable.
    """
    masked = _DIGITS.sub(_masked, _APART.sub(_masked, text))
    visible = _CONTROL.sub(lambda mark: f"\\u{ord(mark[0]):04x}", masked)
    return visible if len(visible) <= _LONGEST else visible[:_LONGEST] + "…"


def _masked(run: re.Match[str]) -> str:
    digits = "".join(sign for sign in run[0] if sign.isdigit())
    return digits[:3] + "*" * (len(digits) - 5) + digits[-2:]


def sentence(finding: Finding) -> str:
    """The finding in Chinese, without its place. Raises KeyError where a fact the text asks for is missing."""
    text = MESSAGES[finding.code]
    facts = {name: value if name in _OURS else shown(value) for name, value in finding.facts.items()}
    if "what" in facts:
        facts["what"] = IDENTIFIERS.get(facts["what"], facts["what"])
    if finding.facts.get("expected") in EXPECTED:
        facts["expected"] = EXPECTED[finding.facts["expected"]]
    if _APART.search(facts.get("mend", "")):  # what was written may be a personal number, and so is what it would be mended to
        facts["mend"] = ""
    if facts.get("mend"):
        facts["sample"] = ""

    def fill(hole: re.Match[str]) -> str:
        value = facts[hole[1]]
        if hole[2] is None:
            return value
        return hole[2].replace("{}", value) if value else ""

    filled = _HOLE.sub(fill, text)
    return filled.replace("改法：。", "改法：按要求重新填写。").replace("。。", "。")


def line(finding: Finding) -> str:
    """The finding as one line: place, level, code, sentence."""
    return f"{shown_place(finding)}: {LEVELS[finding.code[0]]} {finding.code} {sentence(finding)}"


def shown_place(finding: Finding) -> str:
    """The place as text in which nothing can forge a log line."""
    return _CONTROL.sub(lambda mark: f"\\u{ord(mark[0]):04x}", str(finding.place))


def holes(code: str) -> set[str]:
    """The names of the facts that the text of a code asks for."""
    return {match[1] for match in _HOLE.finditer(MESSAGES[code])}


_OURS = frozenset({"title", "whole", "known", "choices", "sample", "mend", "what", "masked", "target", "expected", "most", "length"})
