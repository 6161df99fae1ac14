"""Made-up unified social credit codes (GB 32100-2015): right check digits, no owner."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
# 9 登记机关市场监管, 1 企业, 441900 东莞市; no real organisation code begins with XN (虚拟).
_PREFIX = "91441900"
_BODY_PREFIX = "XN"


def made_up(number: int) -> str:
    """Return the code of the firm with this number; different numbers, different codes."""
    digits = ""
    for _ in range(6):
        number, rest = divmod(number, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    body = _BODY_PREFIX + digits
    code = _PREFIX + body + _body_check(body)
    return code + _check(code)


def is_valid(code: str) -> bool:
    """Say whether both check digits of an 18-character code are right."""
    if len(code) != 18 or any(character not in ALPHABET for character in code):
        return False
    return code[16] == _body_check(code[8:16]) and code[17] == _check(code[:17])


def _body_check(body: str) -> str:
    total = sum(int(c, 36) * w for c, w in zip(body, _BODY_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def _check(code: str) -> str:
    total = sum(ALPHABET.index(c) * w for c, w in zip(code, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]
