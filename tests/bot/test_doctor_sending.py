"""The doctor says when a restored copy waits to be told that it is the one that sends."""

from bot.doctor.sending import check_sending
from storage.instances import adopt, forget_instance, is_the_one
from storage.store import Store


def test_a_restored_copy_is_told_what_to_do(store: Store) -> None:
    folder = store.places.data
    assert store.run(lambda tx: check_sending(tx, folder)).good

    store.run(lambda tx: is_the_one(tx, folder))
    forget_instance(folder)
    assert store.run(lambda tx: check_sending(tx, folder)).good is False

    store.run(lambda tx: adopt(tx, folder, store.broadcasts, 0))
    assert store.run(lambda tx: check_sending(tx, folder)).good
