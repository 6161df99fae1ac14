"""Records of each type as people write them, good and bad, for Hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ckanext.dongguan.schemas.codelists import load as load_codelist
from ckanext.dongguan.schemas.dataset_type import Field, load

from ..conftest import complete

Record = dict[str, Any]
# The portal's own, or of no form: no person writes them.
NOT_WRITTEN = {
    "name", "owner_org", "source_system", "source_id", "not_stated", "is_demonstration",
    "resource_code", "resource_code_state", "former_resource_codes", "title", "tag_string",
}  # fmt: skip
WORDS = st.text(alphabet="东莞公交站点 abc123（），。-=+&<>\"'/\\é", min_size=1, max_size=12)
LINES = st.builds("\n".join, st.lists(WORDS, min_size=1, max_size=3))
GOOD = {
    "dongguan_line": WORDS,
    "dongguan_text": LINES,
    "dongguan_description": LINES,
    "dongguan_day": st.sampled_from(
        ["2026-01-05", "2026年1月5日", "２０２６－０１－０５", "20260105"]
    ),
    "dongguan_period": st.sampled_from(["2024Q1", "2024年一季度", "2024年3月", "2024"]),
    "dongguan_number": st.sampled_from(["3", "1200", "1,200", "１２"]),
    "dongguan_length": st.sampled_from(["20", "18", "10"]),
    "dongguan_credit_code": st.sampled_from(["91440300192203821H", "914403001922038216"]),
    "dongguan_resource_codes": st.sampled_from(
        ["307015050/000001", "307015050000001\n101001/2"]
    ),
    "dongguan_web_address": st.sampled_from(["https://example.cn/a?b=c", "http://例子.cn/"]),
    "dongguan_email": st.just("office@example.cn"),
    "dongguan_phone": st.sampled_from(["0769-22830000", "+86 769 22830000", "22830000转801"]),
}  # fmt: skip
GOOD |= {
    "dongguan_past_day": GOOD["dongguan_day"],
    "dongguan_period_start": st.sampled_from(["2024-01-01", "2024年1月"]),
    "dongguan_period_end": st.sampled_from(["2024-12-31", "2024"]),
}
BAD = st.sampled_from(
    ["没有的代码", "去年", "一季度", "2024-02-30", "2999-01-01", "-1", "1e5", "18,20",
     "javascript:alert(1)", "长" * 301, "91440300192203821X", "=1+1"]
)  # fmt: skip


def value(field: Field) -> st.SearchStrategy[Any]:
    """Give good and bad values of a field."""
    if field.codelist:
        codes = st.sampled_from([code.code for code in load_codelist(field.codelist)])
        one = st.one_of(codes, codes, codes, codes, st.just("没有的代码"))
        is_list = field.preset == "dongguan_codes"
        return st.lists(one, min_size=1, max_size=3, unique=True) if is_list else one
    if field.subfields:
        row = st.fixed_dictionaries(
            {}, optional={name: value(sub) for name, sub in field.subfields.items()}
        )
        return st.lists(row.filter(bool), min_size=1, max_size=13)
    good = GOOD.get(field.preset, WORDS)
    return st.one_of(good, good, good, good, good, BAD)


@st.composite
def record(draw: st.DrawFn, kind: str) -> Record:
    """Give a record of a type: what the rules ask for, some fields otherwise, some left out."""
    fields = {n: f for n, f in load(kind).fields.items() if n not in NOT_WRITTEN}
    names = draw(st.lists(st.sampled_from(sorted(fields)), max_size=7, unique=True))
    made = {name: draw(value(fields[name])) for name in names}
    classes = {k: v for k, v in made.items() if k in {"share_class", "open_class"}}
    known = {k: v for k, v in classes.items() if v != "没有的代码"}
    whole = {"type": kind, **complete(type=kind, **known), **made}
    gone = draw(st.lists(st.sampled_from(sorted(fields)), max_size=2, unique=True))
    if draw(st.booleans()):
        whole["tags"] = [{"name": "公交"}, {"name": "站点 1"}]
    return {name: one for name, one in whole.items() if name not in gone}
