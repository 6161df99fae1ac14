"""What was understood of a table, written as a mapping file to be corrected, without CKAN.

Values that no code list knows are listed to be filled in, columns that are not understood
are named with what stands in them, guesses are marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import takewhile

import yaml

from ckanext.dongguan.directory import day
from ckanext.dongguan.schemas.codelists import load
from ckanext.dongguan.text.slug import slug

from . import evidence
from .cell import SEPARATOR, Find
from .column import Column, Template
from .inspection import Proposal, aliases
from .seen import SURE, Seen

MOST_VALUES, MOST_STRANGERS = 12, 5


def unknown_values(seen: Seen) -> list[str]:
    """List the texts of a coded column that its code list does not know."""
    if seen.means is None or not seen.means.codelist:
        return []
    codes = load(seen.means.codelist)
    parts = (
        part.strip()
        for text in seen.texts
        for part in (SEPARATOR.split(text) if seen.means.kind == "codes" else [text])
    )
    return [text for text in dict.fromkeys(parts) if text and codes.find(text) is None]


def day_form(seen: Seen) -> str:
    """Tell the form of a column of days that is not read by itself; `excel` for numbers."""
    if seen.means is None or seen.means.kind != "day" or not seen.texts:
        return ""
    unread = [text for text in seen.texts if day.parse(text) is None]
    numbers = [text for text in unread if day.of_serial(text) is not None]
    return "excel" if unread and len(numbers) == len(unread) else ""


def lines(proposal: Proposal, template: Template, name: str, find: Find) -> Iterator[str]:
    """Write the proposal as a mapping file, with remarks for the person who corrects it.

    Where none of its departments is found here it is another city's: all records go under
    one provider that says so, and the names stay with each.
    """
    is_foreign = evidence.is_foreign(proposal.columns, find)
    strangers = evidence.strangers(proposal.columns, find)
    row = proposal.header_row
    yield f"# 由 inspect 按“{proposal.sheet}”第 {row} 行的表头拟出，请核对后使用。"
    yield f"label: {_quoted(name)}"
    yield f"type: {template.dataset_type}"
    yield "# 来源的名字，写在条目页上；同名的再次导入会更新，导入后不要改。"
    yield f"source_system: {_quoted(name)}"
    meant = _meant(proposal, template, is_foreign)
    if is_foreign or strangers or not any(column.kind == "provider" for column in meant):
        yield from _sample(name, is_foreign, strangers)
    yield ""
    yield "# 左边是门户的字段，右边是表中的列名。标“猜测”的请核对；不要的行可删去。"
    yield "fields:"
    for column, seen in meant.items():
        yield from _field(seen, column, "  ")
    yield from _item_lines(proposal)
    yield ""
    yield from _missing({column.name for column in meant}, is_foreign)
    yield from _ignored(proposal)


def _meant(proposal: Proposal, template: Template, is_foreign: bool) -> dict[Column, Seen]:
    """Say which field each column is; strange departments are sources, no providers."""
    found = {one.means: one for one in proposal.columns if one.means is not None}
    provider = next((column for column in found if column.kind == "provider"), None)
    if not is_foreign or provider is None:
        return found
    source = next(one for one in template.main.columns if one.name == "author")
    named = source if source not in found else None
    moved = {(named if column is provider else column): one for column, one in found.items()}
    return {column: one for column, one in moved.items() if column is not None}


def _sample(name: str, is_foreign: bool, strangers: Sequence[str]) -> Iterator[str]:
    mark = "" if is_foreign else "# "
    yield ""
    if is_foreign:
        yield "# 表中的部门都不是本市的：数据放在一个样例单位下，部门名称写入“来源部门”。"
    elif strangers:
        more = "等" if len(strangers) > MOST_STRANGERS else ""
        told = "、".join(strangers[:MOST_STRANGERS])
        yield f"# 有 {len(strangers)} 个部门不是本市的：{told}{more}。"
        yield "# 外市的表去掉下面四行的 #，把“提供单位”改成“来源部门”，以免记在本市的部门下。"
    else:
        yield "# 外市的表去掉下面四行的 #：数据放在一个样例单位下。"
    yield f"{mark}organization:"
    yield f"{mark}  name: {_quoted('sample-' + slug(name))}"
    yield f"{mark}  title: {_quoted('样例：' + name)}"
    yield f"{mark}  provider_class: society"


def _field(seen: Seen, column: Column, indent: str) -> Iterator[str]:
    label, values, form = column.label_zh, unknown_values(seen), day_form(seen)
    remark = "" if seen.likeness == SURE else "  # 猜测"
    columns = [_quoted(one) for one in (seen.header, *seen.further)]
    written = columns[0] if len(columns) == 1 else f"[{', '.join(columns)}]"
    if not values and not form:
        yield f"{indent}{_quoted(label)}: {written}{remark}"
        return
    yield f"{indent}{_quoted(label)}:{remark}"
    yield f"{indent}  columns: {written}"
    if form:
        yield f"{indent}  format: {form}"
    if values:
        codes = "、".join(code.label_zh for code in list(load(column.codelist))[:30])
        yield f"{indent}  # 下面的写法不在代码表中，请在右边填：{codes}"
        yield f'{indent}  # 留着 "" 则该项不填；其余都按一个处理时，写 otherwise: 名称'
        yield f"{indent}  values:"
        for text in values[:MOST_VALUES]:
            near = _near(text, column)
            yield f'{indent}    {_quoted(text, always=True)}: ""{near}'
        if len(values) > MOST_VALUES:
            yield f"{indent}    # 还有 {len(values) - MOST_VALUES} 种写法"


def _near(text: str, column: Column) -> str:
    """Name labels that are like a text, apart from the end that all of them share."""
    labels = [code.label_zh for code in load(column.codelist)]
    end = _shared_end(labels)
    parts = {label.removesuffix(end): label for label in labels}
    found = get_close_matches(text.removesuffix(end), parts, 2, 0.4)
    return f"  # 近似：{'、'.join(map(parts.__getitem__, found))}" if found else ""


def _shared_end(labels: Sequence[str]) -> str:
    letters = zip(*(label[::-1] for label in labels), strict=False)
    same = [one[0] for one in takewhile(lambda one: len(set(one)) == 1, letters)]
    return "".join(reversed(same))


def _item_lines(proposal: Proposal) -> Iterator[str]:
    if proposal.items:
        yield ""
        yield "# 信息项：一行一个，写在所属目录的行内或其下。"
        yield "items:"
        yield "  fields:"
        for seen in proposal.items:
            if seen.means is not None:
                yield from _field(seen, seen.means, "    ")


def _missing(names: set[str], is_foreign: bool) -> Iterator[str]:
    known = names | {"owner_org"} if is_foreign else names
    left = [text for name, text in aliases()["asked"].items() if name not in known]
    if left:
        yield "# 表中没有而每条都一样的，在这里写（去掉 #）；"
        yield "# 开放决定和保密审查未填全的不向社会公开："
        yield "# defaults:"
        yield from (f"#   {text}" for text in left)
    yield "# 规则要求而此表没有载明的项目（记录中会注明来源未载明）："
    yield "not_stated:"
    yield "- [摘要, 更新周期, 共享方式, 共享条件, 不予共享依据]"
    yield "- [开放条件, 开放方式, 使用要求, 安全保障措施, 不予开放依据]"


def _ignored(proposal: Proposal) -> Iterator[str]:
    if proposal.unknown:
        yield ""
        yield "# 没有认出的列（右边是其中的内容）；有用的移到 fields 下，其余不读："
        yield "ignore:"
        for seen in proposal.unknown:
            examples = "；".join(text[:20] for text in dict.fromkeys(seen.texts[:3]))
            flat = " ".join(examples.split())
            yield f"- {_quoted(seen.header)}" + (f"  # {flat}" if flat else "")


def _quoted(text: str, *, always: bool = False) -> str:
    """Write a text so that YAML reads it back as this text."""
    flat = yaml.safe_dump(text, allow_unicode=True, width=10_000).splitlines()[0]
    if always and flat[:1] not in "'\"":
        return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=10_000).strip()
    return flat
