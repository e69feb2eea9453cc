"""The embedded default's broker: a file that is only half written stops nobody."""

import pytest
from kombu import Connection

HALF = ["", '{"body": "W1td', "[["]  # named before it was written; cut off in the middle


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "control").mkdir()
    return tmp_path


def exchanged(folder, transport):
    """What arrives of one message that is sent and fetched. The queue is named after the folder: kombu remembers each name it bound."""
    folders = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder / "control")}
    with Connection("filesystem://localhost", transport=transport, transport_options=folders) as connection:
        queue = connection.SimpleQueue(folder.name)
        queue.put({"told": 1})
        return queue.get(timeout=5).payload


@pytest.mark.parametrize("half", HALF)
@pytest.mark.parametrize("name", ["1_first.{}.msg", "control/{}.exchange"])
def test_a_half_written_file_stops_nobody(folder, name, half):
    (folder / name.format(folder.name)).write_text(half)
    assert exchanged(folder, "config.broker:Transport") == {"told": 1}
    assert exchanged(folder, "config.broker:Transport") == {"told": 1}, "and the next one finds its way too"


@pytest.mark.parametrize("name", ["1_first.{}.msg", "control/{}.exchange"])
def test_it_stops_kombus_own(folder, name):
    """The control."""
    (folder / name.format(folder.name)).write_text("")
    with pytest.raises(ValueError, match="Expecting value"):
        exchanged(folder, "filesystem")
