"""Rewards of tips: proposed by one lead, approved by another, paid out once against a code. No row names who gets it, or when."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, delete, insert, null, select, update

from storage.statements import Statement
from storage.tables.tips import rewards
from storage.transaction import Transaction


class RewardState(StrEnum):
    """How far a reward is. The values are stored."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Reward:
    """What a tip's reward is (in dong) and who proposed it; once approved, the code's hash and the tipster's sealed half."""

    tip: bytes
    amount: int
    state: RewardState
    proposer: bytes
    code: bytes | None
    sealed: bytes | None


_ADD = Statement(insert(rewards))
_GET = Statement(select(rewards).where(rewards.c.tip == bindparam("of_tip")))
_APPROVE = Statement(
    update(rewards)
    .where(rewards.c.tip == bindparam("of_tip"), rewards.c.state == RewardState.PROPOSED.value)
    .values(state=RewardState.APPROVED.value, code=bindparam("with_code"), sealed=bindparam("with_sealed"))
)
_PAY = Statement(
    update(rewards)
    .where(rewards.c.tip == bindparam("of_tip"), rewards.c.state == RewardState.APPROVED.value)
    .values(state=RewardState.PAID.value, code=null(), sealed=null())
)
_WITHDRAW = Statement(
    delete(rewards).where(rewards.c.tip == bindparam("of_tip"), rewards.c.state == RewardState.PROPOSED.value)
)
_FORGET = Statement(delete(rewards))


def find_reward(tx: Transaction, tip: bytes) -> Reward | None:
    """Find the reward of a tip."""
    row = tx.first(_GET, {"of_tip": tip})
    if row is None:
        return None
    identity, amount, state, *rest = row
    return Reward(identity, amount, RewardState(state), *rest)


def propose(tx: Transaction, tip: bytes, amount: int, officer: bytes) -> None:
    """Note a proposed reward."""
    row = {"tip": tip, "amount": amount, "state": RewardState.PROPOSED.value, "proposer": officer}
    tx.change(_ADD, {**row, "code": None, "sealed": None})


def withdraw(tx: Transaction, tip: bytes) -> None:
    """Forget a reward that nobody has approved yet."""
    tx.change(_WITHDRAW, {"of_tip": tip})


def approve(tx: Transaction, tip: bytes, code: bytes, sealed: bytes) -> None:
    """Note that a proposed reward is approved, with its code's hash and the tipster's half, sealed to the receipt."""
    tx.change(_APPROVE, {"of_tip": tip, "with_code": code, "with_sealed": sealed})


def pay(tx: Transaction, tip: bytes) -> bool:
    """Note that an approved reward is paid out and forget its code; false if it was not waiting."""
    return tx.change(_PAY, {"of_tip": tip}) == 1


def forget_rewards(tx: Transaction) -> None:
    """Forget all rewards: those of a trial are nobody's."""
    tx.change(_FORGET)
