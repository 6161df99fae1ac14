"""The room `cache` 缓存: anonymous pages that did not change are not made anew."""
