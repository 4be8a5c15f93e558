"""What must hold for any text: noise changes no sure answer, and accents left out make no wrong one."""

import random

import pytest

from benchmarks.placing.cases import ALL, ASK, NONE, ONE, Answer, judge
from benchmarks.placing.making import make_cases
from benchmarks.placing.noise import without_accents
from benchmarks.placing.written import written_cases
from content.places import gazetteer
from content.places.folding import spell
from content.places.keystrokes import decode_telex, decode_vni
from content.places.resolver import find

CASES = [case for case in make_cases("tuning", 6) if case.wants != NONE]
NOISE = (
    ("", " nha em"),
    ("dạ ", " ạ"),
    ("em thấy nó bán ở ", ", tối nào cũng có"),
    ("12/3 đường Lê Lợi, ", ""),
    ("gần chợ, ", ". Xin giấu tên"),
    ("thằng Tuấn hay ngồi ", " lúc 9 giờ tối"),
    ("", "\nbiển số 59X1-123.45"),
)


def ask(text: str) -> tuple[str, tuple[str, ...]]:
    found = find(text, limit=60)
    return found.state, tuple(one.code for one in found.communes)


def test_noise_words_never_change_a_sure_answer_into_another() -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable noise, nothing secret
    for case in CASES:
        state, codes = ask(case.text)
        before, after = chance.choice(NOISE)
        noisy, others = ask(f"{before}{case.text}{after}")
        if state == noisy == "sure":
            assert codes == others, (case.text, before, after)


def test_accents_left_out_never_make_a_question_a_wrong_answer() -> None:
    for case in CASES:
        state, codes = ask(case.text)
        bare, others = ask(without_accents(case.text))
        if state == "ask" and bare == "sure":
            assert others[0] in case.communes, case.text
        if state == bare == "sure":
            assert codes == others


@pytest.mark.parametrize("hand", [False, True], ids=["made", "by hand"])
def test_the_published_cases_are_answered_as_well_as_promised(hand: bool) -> None:
    cases = written_cases() if hand else make_cases("tuning", 8)
    shares: dict[str, list[bool]] = {ONE: [], ASK: [], ALL: [], NONE: [], "misrouted": []}
    for case in cases:
        found = find(case.text, limit=60)
        codes = tuple(one.code for one in found.communes)
        if found.province is not None and not codes:
            codes = tuple(one.code for one in gazetteer.communes_of(found.province.code))
        verdict = judge(case, Answer(found.state == "sure", codes, found.state != "none"))
        shares[case.wants].append(verdict.first if case.wants in {ONE, NONE} else verdict.offered)
        shares["misrouted"].append(verdict.misrouted)
    reached = {name: sum(each) / len(each) for name, each in shares.items()}
    assert reached[ONE] >= 0.97
    assert reached[ASK] >= 0.95
    assert reached[ALL] >= 0.97
    assert reached[NONE] >= 0.95
    assert reached["misrouted"] <= 0.005


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phuongf", "phuòng"),
        ("phuwowngf", "phường"),
        ("ddinhf", "đình"),
        ("nghes", "nghé"),
        ("hoaf", "hoà"),
        ("quaanj", "quận"),
        ("tpp", None),
        ("nam", None),
    ],
)
def test_telex_keys_are_undone(typed: str, meant: str | None) -> None:
    decoded = decode_telex(typed)
    assert (decoded and spell(decoded)) == (meant and spell(meant))


@pytest.mark.parametrize(
    ("typed", "meant"), [("phu7o7ng2", "phường"), ("D9a81k", "đắk"), ("be61n", "bến"), ("p12", None)]
)
def test_vni_keys_are_undone(typed: str, meant: str | None) -> None:
    decoded = decode_vni(typed)
    assert (decoded and spell(decoded)) == (meant and spell(meant))
