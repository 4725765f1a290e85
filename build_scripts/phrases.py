"""What the command line and blank records say: names of options, progress, what each grammar expects."""

from collections.abc import Mapping

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
    "file": "附件文件名（64 位指纹加扩展名）",
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
    "more": "（同一文件同类共 {count} 条）",
    "look_again": "改好后请再查一次：一行里改好一处，可能还有别处要改。",
    "received": (
        "回执 {number}：{file} 读入 {read} 条，将公开 {published}，暂不公开 {withheld}，退回 {rejected}；新收 {kept} 条。{untouched}{page}"
    ),
    "untouched": "另有 {count} 行没有填或没有改动，不算记录。",
    "again": "{file} 以前收过，结果没有变，回执仍是 {number}。{page}",
    "stopped": "没有发布：请先改好上面列出的错误，线上网站没有变动。",
    "not_compared": "没有比较：请先改好上面列出的基础记录（单位、指标、口径等）的错误。",
    "serving": "打开 http://127.0.0.1:{port}/ 查看；按 Ctrl+C 结束。",
    "verified": (
        "核对了 {files} 个文件、{pages} 个页面、{links} 个链接、{anchors} 个锚点、{maps} 幅地图、{json_files} 个 JSON、"
        "{figures} 个数字的依据、{rates} 个比率和 {totals} 个合计的复算。"
    ),
    "template": "已生成 {path}",
    "formatted": "已整理 {path}",
    "desk": "已生成 {out}（{size} KB）。发给区县或存进U盘，双击打开即可检查；登记（单位、指标等）变了就重新生成。",
    "unformatted": "写法不是标准形式：{path}。改法：运行 gongkai format。",
}

COMMANDS: Mapping[str, str] = {
    "gongkai": "把工会报送的记录变成可查、可核对的网站。",
    "check": "只检查记录，列出全部问题和改法",
    "intake": "收下报送的文件（.xlsx、.xls、.csv、.yaml）：合格的记录写进 data/，每份文件出一张回执",
    "files": "报送的文件",
    "--keep": "原件和回执放在哪里；不会发布",
    "--for": "附件属于哪条会务公开：填索引号",
    "--title": "附件叫什么，读者看到的就是它",
    "--reviewed-by": "谁逐页看过附件里的图像：只写岗位，如 办公室主任",
    "attachment_alone": "附件要一份一份地收，并写明属于哪条会务公开、叫什么：gongkai intake {file} --for 索引号 --title 名称",
    "--received-on": "收件日期，如 2026-06-30；默认为今天",
    "--demo": "收到的是示例（虚构）数据",
    "no_file": "没有这个文件：{path}",
    "build": "检查、合并、计算、绘图、生成并发布网站",
    "serve": "在本机打开生成的网站",
    "verify": "核对一个生成好的网站：链接、外部请求、清单、指纹",
    "new": "打印一条带说明的空白记录",
    "template": "给一个单位生成填报用的模板（.xlsx 或 .csv）：下拉、提示、示例行、上期数",
    "--csv": "打印成 CSV：一行表头、一行样例",
    "--unit": "单位代码，或与单位登记完全一致的名称",
    "--period": "填报的时期，如 2018-Q2；不分时期的种类不用写",
    "--out of a template": "写到哪里，结尾是 .xlsx 或 .csv；默认在当前文件夹，如 统计数据-远安县-2018-Q2.xlsx",
    "no_unit": "没有“{found}”这个单位{near}。改法：写单位代码，或与单位登记完全一致的名称",
    "near_unit": "，可能是“{near}”",
    "many_units": "“{found}”可指 {codes}。改法：改写代码",
    "need_period": "“{kind}”按时期填报。改法：加上时期，如 --period 2018-Q2",
    "no_period": "没有“{found}”这样的时期。改法：年写 2018，季写 2018-Q2，月写 2018-06，日写 2018-06-30",
    "period_unused": "“{kind}”不分时期，--period 没有用到。",
    "no_form": "模板的文件名应以 .xlsx 或 .csv 结尾，现为 {found}",
    "file_there": "已有这个文件，可能已经填过，没有改动：{path}。改法：用 --out 换一个文件名",
    "format": "把 CSV 整理成标准形式，使改动一目了然",
    "demo": "生成示例数据",
    "desk": "生成县级校验台：一个网页文件，双击打开就能检查表格，不用安装，不用联网",
    "--out of the desk": "写到哪个文件",
    "name of the desk": "校验台.html",
    "--demo of the desk": "按示例（虚构）数据检查",
    "--as-of of the desk": "按哪一天检查，如 2018-12-31；默认为打开网页的那一天",
    "diff": "数据变更单：两份记录之间变了什么，要紧的在前",
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
    "--organisations": "造多少个基层工会；默认 500",
    "--disclosures": "造多少条会务公开；默认 11000",
    "no_count": "应是 1 到 {most} 的整数，现为 {found}",
    "site": "网站文件夹",
    "kind": "记录种类，如 observation 或 统计数据",
    "base": "改动前：git 版本（如 main），或放记录的文件夹；名字相同时以文件夹为准",
    "head": "改动后：同上",
    "--data of revisions": "git 版本里记录所在的文件夹",
    "--as-of of both": "两边的数据截至日期；默认各取数据最近一次提交的日期",
    "--report": "把完整的数据变更单（一个 HTML 文件，含前后地图）写到这里",
    "--form": "屏幕上的格式：text 文字，markdown 用于合并请求，json 给程序",
    "--fail-on": "有这类变化时退出码为1，可写多次",
    "no_revision": "没有“{found}”这个文件夹，也没有这个 git 版本。改法：写 main、HEAD~1 这样的版本，或放记录的文件夹",
    "no_records_then": "版本 {found} 里没有 {path} 文件夹的记录",
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

SUBMITTED: Mapping[str, str] = {
    "title": "{unit}报送的记录",
    "note": "由 gongkai intake 收进来的报送件；原件和回执由收件单位保存。",
    "demo": "示例（虚构）报送件，只用于演示。",
}

TEMPLATE: Mapping[str, str] = {
    "example": "例",
    "example_of": "例：{sample}",
    "guide": "填写说明",
    "options": "选项",
    "title": "{kind}　{unit}（{code}）{period}",
    "period": "　{period}",
    "how": "红底的栏必填，其余没有就空着；带下拉的从中选。灰色斜体、写着“例”的是示例，不收。用不着的行不填就不收。填好发给上级工会。",
    "corrects": "本单位 {period} 已经报过：收到的内容已填在下面，版本已加1。只改要更正的行；没有改动的行留着不要紧，不算更正。",
    "before": "灰色的“上期”各栏只供对照，不用填，填了也不收；核对码用来认出没有动过的行。",
    "before_title": "上期，只供对照",
    "invented": "{mark}：下面的上期数和已填的内容是虚构的，只用于演示。",
    "invented_mark": "（{mark}）",
    "required": "必填",
    "optional": "可不填",
    "absent": "空着即{absent}",
    "own": "空着即本次报送",
    "own_source": "{title}（空着也是它）",
    "choose": "从下拉中选：{choices}",
    "pick_name": "从下拉中选；下拉里没有的，填登记的代码或名称",
    "pick_code": "从下拉中选代码，含义见“选项”表",
    "pick_source": "一般空着：下拉的第一个就是本次报送，与空着一样；引自别的文件的，才从下拉中选代码，含义见“选项”表",
    "unit": "，单位：{unit}",
    "unit_of": "，按指标的计量单位",
    "sample": "例如 {sample}",
    "not_chosen": "只能填：{choices}。请从下拉中选一个。",
    "not_listed": "不在下拉的名单里。填的是登记过的代码或名称，就继续；否则请从下拉中选。",
    "too_long": "最多 {most} 个字，请缩短。",
    "not_so": "应填{expected}。没有就留空，是零就填 0。",
    "not_number": "应填{expected}，一般不小于 0。没有就留空，约数写进“界限”栏或说明。",
    "guide_title": "{kind}　填写说明",
    "guide_head": "栏目|必填|怎样填|说明|样例",
    "indicators": "本表的指标",
    "indicators_head": "指标|计量单位|分子和分母|释义",
    "numerator": "分子：{said}",
    "denominator": "分母：{said}",
    "in_unit": "{said}（{unit}）",
    "next": "填好以后",
    "steps": (
        "1. 在 WPS 或 Excel 里按“保存”，存成 .xlsx；不要改表头，不要合并单元格，不要隐藏行和列。"
        "|2. 打开“县级校验台”网页，把文件拖进去，照提示改好；没有校验台也可以直接发。"
        "|3. 发给上级工会。会收到一张回执：收了几条、退回几条、错在哪一格、怎么改。"
        "|4. 退回的行改好后再发一次即可；已经收下的行重复发不要紧。"
    ),
    "step_correct": "5. 收下以后要更正的，把“版本”加1，只发更正的行。",
    "meaning": "含义",
}
"""What a template says to the clerk who fills it in."""

IDENTIFIERS: Mapping[str, str] = {
    "identity": "身份证号",
    "residence": "港澳台居民居住证号",
    "permit": "外国人永久居留证号",
    "passport": "护照号",
    "travel": "来往通行证号",
    "mobile": "手机号",
    "bank": "银行卡号",
    "address": "家庭住址",
    "plight": "某个人的病情或困难",
    "marking": "内部或涉密字样",
}
"""What the guard finds, by sort."""

LEDGER: Mapping[str, str] = {
    "columns": "记录种类|文件|位置|主键|非空格数|去向|代码|原因|页面",
    "no_kind": "（看不出种类）",
    "published": "公开",
    "withheld": "暂不公开",
    "rejected": "退回",
}
"""The ledger as people read it: its columns, and the three states."""

LEVELS: Mapping[str, str] = {"E": "错误", "W": "提醒", "N": "提示"}
