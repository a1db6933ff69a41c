"""A plugin of pytest: a test that runs on both databases runs on one."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the second database where a test runs on both: it runs the same lines."""
    nodes = {item.nodeid for item in items}
    items[:] = [
        item
        for item in items
        if (other := item.nodeid.replace("postgresql", "sqlite")) == item.nodeid
        or other not in nodes
    ]
