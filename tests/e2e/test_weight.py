"""What a page weighs on its way, and how much it jumps while it loads on a slow phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

MOST_BYTES = 250 * 1024
# What the browser has to have before it shows anything, beside the page itself: the styles,
# and the script that knows the size of letters.
MOST_BEFORE_PAINT = {"bytes": 60 * 1024, "requests": 5}
BLOCKING = """() => {
  const held = performance.getEntriesByType('resource').filter(
    one => one.renderBlockingStatus === 'blocking');
  return {requests: held.length, bytes: held.reduce((sum, one) => sum + one.transferSize, 0)};
}"""
# Lighthouse's slow phone: 1.6 Mbit/s, 150 ms, a processor of a quarter.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8,
        "uploadThroughput": 750e3 / 8}  # fmt: skip
SHIFTS = """() => {
  window.shift = 0; window.largest = 0;
  new PerformanceObserver(list => list.getEntries().forEach(
    one => { if (!one.hadRecentInput) { window.shift += one.value; } }
  )).observe({type: 'layout-shift', buffered: true});
  new PerformanceObserver(list => list.getEntries().forEach(
    one => { window.largest = one.startTime; }
  )).observe({type: 'largest-contentful-paint', buffered: true});
}"""


@contextmanager
def weighed(page: Any) -> Iterator[dict[str, int]]:
    """Add up the bytes that come over the wire, as the browser counts them."""
    told = page.context.new_cdp_session(page)
    told.send("Network.enable")
    found = {"bytes": 0}

    def came(event: Any) -> None:
        found["bytes"] += int(event["encodedDataLength"])

    told.on("Network.loadingFinished", came)
    yield found
    told.detach()


@pytest.mark.parametrize("kind", ["home", "search", "dataset"])
def test_a_page_is_light_and_stands_still_on_a_slow_phone(
    kind: str, open_browser: Callable[..., Any], paths: dict[str, str]
) -> None:
    page = open_browser(375, device_scale_factor=2, is_mobile=True, has_touch=True).page
    phone = page.context.new_cdp_session(page)
    phone.send("Network.emulateNetworkConditions", SLOW)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(f"({SHIFTS})()")

    with weighed(page) as found:
        page.goto(paths[kind], timeout=60_000)
        page.wait_for_load_state("networkidle", timeout=60_000)

    shift, largest = page.evaluate("[window.shift, window.largest]")
    held = page.evaluate(BLOCKING)
    # Seconds depend on the machine: told, not judged.
    print(
        f"{kind}: {found['bytes'] / 1024:.0f} KiB, LCP {largest / 1000:.2f} s, CLS {shift:.3f}"
        f", before first paint {held['bytes'] / 1024:.0f} KiB in {held['requests']} requests"
    )
    assert shift <= 0.1
    assert 0 < found["bytes"] <= MOST_BYTES
    assert 0 < held["bytes"] <= MOST_BEFORE_PAINT["bytes"]
    assert held["requests"] <= MOST_BEFORE_PAINT["requests"]
