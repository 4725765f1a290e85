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

LEVELS: Mapping[str, str] = {"E": "错误", "W": "提醒", "N": "提示"}
