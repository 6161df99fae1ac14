"""What is wrong with a record is said cause by cause, what to do about it once."""

from __future__ import annotations

from ckanext.dongguan.harvesters.ledger import Told
from ckanext.dongguan.harvesters.tally import Fault


def fault(cause: str, remedy: str) -> Fault:
    return Fault(remote_id="1", cause=cause, remedy=remedy)


def test_a_remedy_that_several_faults_share_is_said_once() -> None:
    faults = [fault("甲未填", "请改正"), fault("单位不明", "请核对"), fault("乙过长", "请改正")]

    told = Told(remote_id="1", outcome="refused", faults=faults)

    assert told.reason == "甲未填。乙过长。请改正。单位不明。请核对。"
