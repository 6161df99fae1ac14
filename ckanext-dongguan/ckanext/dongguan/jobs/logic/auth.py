"""Who may look after jobs: system administrators, who pass before these are asked.

A role for operators finds its place in `_look_after`: every function goes there.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


def _look_after() -> dict[str, Any]:
    return {"success": False, "msg": tk._("Only system administrators look after jobs.")}


def dongguan_job_list(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Who may see the jobs."""
    return _look_after()


def dongguan_job_run_list(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Who may see the runs."""
    return _look_after()


def dongguan_job_run_show(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Who may see a run."""
    return _look_after()


def dongguan_job_run(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Who may start a job."""
    return _look_after()


def dongguan_job_cancel(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Who may stop a run."""
    return _look_after()


def dongguan_job_enable(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Who may switch a job on."""
    return _look_after()


def dongguan_job_disable(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Who may switch a job off."""
    return _look_after()


def dongguan_job_schedule(context: dict[str, Any], data_dict: dict[str, Any]) -> dict[str, Any]:
    """Who may change when a job is due."""
    return _look_after()
