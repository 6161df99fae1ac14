"""Lists whose codes stand under other codes, without CKAN.

类–项–目–细目 of the 2017 guide, sections and divisions of GB/T 4754, towns with the
city above them: the column `parent` names the code above. A flat list is a hierarchy
of one level.
"""

from __future__ import annotations

from collections.abc import Iterator

from .code import Code, CodeList

SEPARATOR = " › "


def ancestors(codes: CodeList, code: str) -> tuple[Code, ...]:
    """List what stands above a code, the top first; nothing for an unknown one."""
    found: list[Code] = []
    above = _parent(codes, code)
    while above is not None and above not in found:
        found.append(above)
        above = _parent(codes, above.code)
    return tuple(reversed(found))


def children(codes: CodeList, code: str = "") -> tuple[Code, ...]:
    """List the codes directly below one, in the order of the list; without one the top."""
    if code:
        return tuple(one for one in codes if one.parent == code)
    return tuple(one for one in codes if one.parent not in codes)


def descendants(codes: CodeList, code: str) -> tuple[Code, ...]:
    """List everything below a code, each before what stands below it."""
    return tuple(one for one, _depth in _below(codes, code, 1))


def tree(codes: CodeList) -> tuple[tuple[Code, int], ...]:
    """List all codes with their depth (0 is the top), each before what stands below it."""
    return tuple(_below(codes, "", 0))


def path(codes: CodeList, code: str) -> tuple[Code, ...]:
    """List the way from the top down to a code; nothing for an unknown one."""
    found = codes.get(code)
    return (*ancestors(codes, code), found) if found else ()


def path_label(codes: CodeList, code: str, language: str) -> str:
    """Write the way down to a code: `部门信息资源 › 省及以下`; an unknown code is itself."""
    return SEPARATOR.join(one.label(language) for one in path(codes, code)) or code


def current(codes: CodeList, code: str) -> Code | None:
    """Follow a retired code to what took its place, over several changes if need be."""
    found, seen = codes.get(code), set[str]()
    while found is not None and found.successor and found.code not in seen:
        seen.add(found.code)
        found = codes.get(found.successor)
    return found


def former(codes: CodeList, code: str) -> tuple[Code, ...]:
    """List the retired codes that end in one, in the order of the list."""
    return tuple(
        one for one in codes
        if one.code != code and (last := current(codes, one.code)) and last.code == code
    )  # fmt: skip


def _parent(codes: CodeList, code: str) -> Code | None:
    found = codes.get(code)
    return codes.get(found.parent) if found else None


def _below(codes: CodeList, code: str, depth: int) -> Iterator[tuple[Code, int]]:
    for one in children(codes, code):
        yield one, depth
        yield from _below(codes, one.code, depth + 1)
