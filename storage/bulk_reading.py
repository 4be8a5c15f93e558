"""Reads many tips at once, for lists and search: rows in batches, and each queue's key on the way opened only once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from sqlalchemy import BindParameter, bindparam, select

from storage.errors import UnreadableError
from storage.keyring import Hand, Keyring
from storage.records import Json
from storage.shred import ShredStore
from storage.statements import Statement
from storage.tables.tips import tip_keys, tip_records
from storage.tip_keys import TipKeys, open_grant
from storage.tip_readers import NOTES, RECEIPT, REPORT, THREAD
from storage.transaction import Transaction

BATCH = 50
FAMILIES = (REPORT, THREAD, NOTES)

_TIPS: list[BindParameter[bytes]] = [bindparam(f"tip{number}") for number in range(BATCH)]
_FAMILIES: list[BindParameter[str]] = [bindparam(f"family{number}") for number in range(len(FAMILIES))]
_KEYS = Statement(
    select(
        tip_keys.c.tip, tip_keys.c.family, tip_keys.c.generation, tip_keys.c.reader, tip_keys.c.sealed
    ).where(tip_keys.c.tip.in_(_TIPS), tip_keys.c.family.in_(_FAMILIES), tip_keys.c.reader != RECEIPT)
)
_RECORDS = Statement(
    select(
        tip_records.c.tip,
        tip_records.c.family,
        tip_records.c.position,
        tip_records.c.generation,
        tip_records.c.sealed,
    ).where(tip_records.c.tip.in_(_TIPS), tip_records.c.family.in_(_FAMILIES))
)

Contents = dict[str, list[Json]]


class BulkReader:
    """Opens the records of many tips with one key at hand."""

    def __init__(self, keyring: Keyring, shred: ShredStore) -> None:
        self._keyring = keyring
        self._shred = shred

    def read(
        self, tx: Transaction, tips: Sequence[bytes], hand: Hand, families: tuple[str, ...] = FAMILIES
    ) -> Iterator[tuple[bytes, Contents]]:
        """Give each tip with its records by family; tips that the key at hand does not open are left out."""
        pairs: dict[str, tuple[bytes, bytes] | None] = {}
        for start in range(0, len(tips), BATCH):
            batch = tips[start : start + BATCH]
            opened = self._open_keys(tx, batch, hand, families, pairs)
            contents: dict[bytes, Contents] = {tip: defaultdict(list) for tip in opened}
            rows = tx.all(
                _RECORDS, _parameters(batch, families)
            )  # sorted here: the database would copy each record
            for tip, family, position, generation, sealed in sorted(rows, key=itemgetter(0, 1, 2)):
                if tip in opened:
                    record = opened[tip].open_record(family, position, generation, sealed)
                    contents[tip][family].append(record)
            yield from contents.items()

    def _open_keys(
        self,
        tx: Transaction,
        batch: Sequence[bytes],
        hand: Hand,
        families: tuple[str, ...],
        pairs: dict[str, tuple[bytes, bytes] | None],
    ) -> dict[bytes, TipKeys]:
        shred_keys = self._shred.get_many(batch)
        found: defaultdict[bytes, dict[tuple[str, int], bytes]] = defaultdict(dict)
        locked = set()
        for tip, family, generation, reader, sealed in tx.all(_KEYS, _parameters(batch, families)):
            if reader not in pairs:
                pairs[reader] = self._open_pair(tx, reader, hand)
            pair = pairs[reader]
            if pair is None or tip not in shred_keys:
                locked.add(tip)
            else:
                found[tip][family, generation] = open_grant(pair, tip, family, sealed)
        return {tip: TipKeys(tip, shred_keys[tip], keys) for tip, keys in found.items() if tip not in locked}

    def _open_pair(self, tx: Transaction, reader: str, hand: Hand) -> tuple[bytes, bytes] | None:
        queue, _colon, generation = reader.partition(":")
        try:
            return self._keyring.open_private(tx, queue, int(generation), hand)
        except UnreadableError:
            return None


def _parameters(batch: Sequence[bytes], families: tuple[str, ...]) -> dict[str, bytes | str]:
    """Fill the statements' places; those that are left over repeat the last one."""
    parameters: dict[str, bytes | str] = {
        f"tip{place}": batch[min(place, len(batch) - 1)] for place in range(BATCH)
    }
    for place in range(len(FAMILIES)):
        parameters[f"family{place}"] = families[min(place, len(families) - 1)]
    return parameters
