"""Home addresses (住址): a road or an estate, a number, and behind it a door. With a street number alone it is an office's."""

import re

from build_scripts.guard.signs import BREAK

_NUMBER = "[0-9十百]{1,6}"
_DOOR = rf"(?:{_NUMBER}[-之])?{_NUMBER}[A-Za-z甲乙丙丁]?"
_END = rf"\u3002;!?{BREAK}"
_NEAR = rf"[^0-9、{_END}]{{0,4}}"
_VILLAGE = "村庄湾屯寨垸塆社区镇乡"
_COURT = "园苑庭院坊城"
_ROAD = f"[路街道巷弄里同冲岗坪坝组{_VILLAGE}{_COURT}]"
_ESTATE = f"(?:小区|花园|公寓|宿舍|家属楼|新村|社区|[{_COURT}府郡邸湾居村路街巷号])"
_BLOCK = f"{_DOOR}(?:栋|幢|座|号楼|#楼?|楼)"
_STREET = rf"{_ROAD}{_NEAR}{_DOOR}(?:号|號)"
_COUNT = "[居家职困贫特均以籍]"
_WORKS = "改造建修共计涉惠及成增等有"

HOMES = (
    # a road and a street number, somewhere behind them a room
    rf"{_STREET}[^{_END}]{{0,16}}?{_DOOR}室",
    # a road and a street number, right behind them a block, a stairway or a door
    rf"{_STREET}[^0-9{_WORKS},、{_END}]{{0,8}}{_DOOR}(?:栋|幢|座|单元)",
    rf"{_STREET}{_NUMBER}户(?!{_COUNT})",
    # an estate, a block, a door
    rf"{_ESTATE}{_NEAR}{_BLOCK},?{_DOOR}(?:单元|门),?(?:{_DOOR}(?:室|房|户|号)|[0-9]{{3,4}})(?!{_COUNT})",
    rf"{_ESTATE}{_NEAR}{_BLOCK},?[^0-9、{_END}]{{0,4}}{_DOOR}室",
    rf"{_ESTATE}{_NEAR}[0-9]{{1,3}}(?:栋|幢|座|号楼)?-[0-9]{{1,2}}-[0-9]{{3,4}}(?![0-9-])",
    rf"{_BLOCK}{_DOOR}(?:单元|门){_DOOR}(?:室|号|户)(?!{_COUNT})",
    # a village, a group, a number
    rf"[{_VILLAGE}]{_NEAR}{_NUMBER}(?:村民)?小?(?:组|队){_DOOR}号(?![文令楼])",
)
OFFICE_WORDS = ("办公", "会议", "工会", "政府", "政务", "机关", "委员会", "写字楼", "教学楼", "中心", "文化宫", "大厦", "广场")
HOUSING_WORDS = ("宿舍", "家属", "小区", "公寓", "花园", "家园", "住")
_HOMES = tuple(re.compile(pattern) for pattern in HOMES)
_HINT = re.compile("[室户房号栋幢座元-]")
_OFFICE = re.compile("|".join(OFFICE_WORDS))
_HOUSING = re.compile("|".join(HOUSING_WORDS))


def address(words: str) -> str:
    """The home address that comes first in a text counted and squeezed, as it reads; empty where there is none or only one of an office."""
    if not _HINT.search(words):
        return ""
    homes = [found for pattern in _HOMES for found in pattern.finditer(words) if _is_home(found[0])]
    return min(homes, key=lambda found: found.start())[0] if homes else ""


def _is_home(found: str) -> bool:
    return not _OFFICE.search(found) or bool(_HOUSING.search(found))
