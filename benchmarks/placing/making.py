"""Makes the cases from the tables with a fixed seed: `python -m benchmarks.placing.making` writes them anew."""

import random
from collections.abc import Callable, Iterator

from benchmarks.placing import noise, phrases
from benchmarks.placing.cases import ALL, ASK, FOLDER, NONE, ONE, Case, write_cases
from benchmarks.placing.truth import communes_of_district, everything_named, meant_by, plain_name
from content.places import gazetteer
from content.places.old_names import OldWard, old_wards

SEEDS = {"tuning": 20_251, "held out": 90_417}
PER_KIND = 20


def make_cases(half: str, per_kind: int = PER_KIND) -> list[Case]:
    """Make one half; the halves share no unit."""
    maker = _Maker(half, per_kind)
    found = [*maker.addresses(), *maker.doubtful(), *maker.without_place()]
    return list({one.text: one for one in found}.values())


class _Maker:
    def __init__(self, half: str, per_kind: int) -> None:
        self.half, self.per_kind = half, per_kind
        self.chance = random.Random(SEEDS[half])  # noqa: S311 - repeatable, nothing secret
        parity = half == "tuning"
        self.wards = [
            one for one in old_wards() if int(one.code) // 3 % 2 == parity and one.full_name != one.district
        ]
        self.communes = [one for one in gazetteer.communes().values() if int(one.code) // 3 % 2 == parity]
        self.whole = [one for one in self.wards if len(one.communes) == 1]
        self.divided = [one for one in self.wards if len(one.communes) > 1]

    def case(self, kind: str, wants: str, text: str, communes: tuple[str, ...]) -> Case:
        return Case(kind, self.half, wants, text, communes)

    def pick(self, units: list[OldWard]) -> list[OldWard]:
        return self.chance.sample(units, min(self.per_kind, len(units)))

    def address(self, ward: OldWard) -> str:
        street = self.chance.choice(("", "", f"{self.chance.choice(phrases.STREETS)}, "))
        return f"{street}{ward.full_name}, {ward.district}, {ward.province}"

    def addresses(self) -> Iterator[Case]:
        chance = self.chance
        writings: dict[str, Callable[[str], str]] = {
            "old address": lambda text: text,
            "abbreviated": lambda text: noise.shortened(text, chance),
            "no accents": lambda text: noise.without_accents(text).lower(),
            "no accents, abbreviated": lambda text: noise.without_accents(noise.shortened(text, chance)),
            "new tone placement": noise.with_new_tones,
            "wrong accents": lambda text: noise.with_wrong_accents(text, chance),
            "telex": noise.in_telex,
            "vni": noise.in_vni,
            "capitals": str.upper,
            "run together": lambda text: noise.run_together(noise.without_accents(text)),
            "no commas": lambda text: noise.without_accents(text.replace(",", "")).lower(),
            "reversed": lambda text: ", ".join(reversed(text.split(", "))),
        }
        for kind, write in writings.items():
            for ward in self.pick(self.whole):
                yield self.case(kind, ONE, write(self.address(ward)), ward.communes)
        for ward in self.pick(self.whole):
            text = chance.choice(phrases.TIPS).format(f"{ward.full_name}, {ward.district}")
            wants = self.in_district(ward)
            yield self.case("sentence", ONE if len(wants) == 1 else ASK, text, wants)
        yield from self.misspelt()
        yield from self.of_today()

    def in_district(self, ward: OldWard) -> tuple[str, ...]:
        """List what a ward and its district mean without a province: districts have namesakes, too."""
        name, district = plain_name(ward.full_name), plain_name(ward.district)
        same = [one for one in old_wards() if plain_name(one.full_name) == name]
        same = [one for one in same if plain_name(one.district) == district]
        return tuple(dict.fromkeys(code for one in same for code in one.communes))

    def misspelt(self) -> Iterator[Case]:
        named = [one for one in self.whole if len(plain_name(one.full_name)) > 5]
        for letters in (1, 2):
            for ward in self.pick(named):
                kind = "Thị trấn" if ward.full_name.startswith("Thị trấn") else ward.full_name.split()[0]
                name = noise.misspelt(ward.full_name[len(kind) + 1 :], self.chance, letters)
                text = f"{kind} {name}, {ward.district}, {ward.province}"
                yield self.case(f"misspelt ward, {letters}", ONE, text, ward.communes)
        for ward in self.pick(named):
            kind, name = ward.district.split(" ", 1)
            text = f"{ward.full_name}, {kind} {noise.misspelt(name, self.chance)}, {ward.province}"
            yield self.case("misspelt district", ONE, noise.without_accents(text), ward.communes)
        for ward in self.pick(named):
            kind, name = ward.province.split(" ", 1)
            text = f"{ward.full_name}, {ward.district}, {kind} {noise.misspelt(name, self.chance)}"
            yield self.case("misspelt province", ONE, text, ward.communes)
        for one in self.chance.sample([c for c in self.communes if len(c.name) > 6], self.per_kind):
            text = f"{noise.misspelt(one.full_name, self.chance)}, {gazetteer.province(one.province).name}"
            yield self.case("misspelt commune", ONE, text, (one.code,))

    def of_today(self) -> Iterator[Case]:
        for at, one in enumerate(self.chance.sample(self.communes, 3 * self.per_kind)):
            province = gazetteer.province(one.province)
            old = self.chance.choice([w.province for w in old_wards() if one.code in w.communes])
            where = (province.full_name, province.name, old)[at % 3]
            kind = ("new address", "new address", "new commune, old province")[at % 3]
            street = self.chance.choice(("", f"{self.chance.choice(phrases.STREETS)}, "))
            yield self.case(kind, ONE, f"{street}{one.full_name}, {where}", (one.code,))
        for ward in self.pick(self.whole):
            text = f"{ward.full_name}, {ward.district}, {gazetteer.province(gazetteer.commune(ward.communes[0]).province).name}"
            yield self.case("old ward, new province", ONE, text, ward.communes)
        for ward in self.pick(self.whole):
            kind, name = noise.without_accents(ward.full_name).split(" ", 1)
            english = {"Phuong": "Ward", "Xa": "Commune"}.get(kind)
            district = (
                noise.without_accents(ward.district).split(" ", 1)[1].removeprefix("xa ").removeprefix("pho ")
            )
            text = f"{name} {english}, {district} District, {noise.without_accents(ward.province.split(' ', 1)[1])}"
            if english and not name.isdigit() and not district.isdigit():
                yield self.case("English", ONE, text.replace("pho ", ""), ward.communes)

    def doubtful(self) -> Iterator[Case]:
        for write in (str, noise.without_accents):
            for ward in self.pick(self.divided):
                yield self.case("divided ward", ALL, write(self.address(ward)), ward.communes)
        many = [name for name in everything_named() if len({one[0] for one in everything_named()[name]}) > 2]
        for ward in self.pick([one for one in self.whole if plain_name(one.full_name) in many]):
            yield self.case("namesake", ASK, ward.full_name, meant_by(plain_name(ward.full_name), None))
        for ward in self.pick(self.whole):
            province = gazetteer.commune(ward.communes[0]).province
            meant = meant_by(plain_name(ward.full_name), province)
            text = f"{ward.full_name}, {gazetteer.province(province).name}"
            yield self.case("district left out", ONE if len(meant) == 1 else ASK, text, meant)
        yield from self.larger_units()

    def larger_units(self) -> Iterator[Case]:
        chance = self.chance
        for ward in self.pick(self.whole):
            codes = communes_of_district(ward.district, ward.province)
            yield self.case("district alone", ASK, f"{ward.district}, {ward.province}", codes)
        for left, right in zip(self.pick(self.whole), self.pick(self.whole), strict=True):
            text = chance.choice(("nó quê {}, bán ở {}", "{} và {}", "lấy hàng ở {} rồi giao ở {}"))
            first, second = (f"{one.full_name}, {one.district}, {one.province}" for one in (left, right))
            if left.communes != right.communes:
                both = left.communes + right.communes
                yield self.case("several places", ASK, text.format(first, second), both)
        for one in gazetteer.provinces():
            codes = tuple(commune.code for commune in gazetteer.communes_of(one.code))
            text = chance.choice((one.name, one.full_name, noise.without_accents(one.name).lower()))
            yield self.case("province alone", ASK, text, codes)

    def without_place(self) -> Iterator[Case]:
        for at, text in enumerate(phrases.CHAT):
            if at % 2 == (self.half == "tuning"):
                yield self.case("chat", NONE, text, ())
        for _ in range(self.per_kind):
            name = self.chance.choice(self.communes).name
            yield self.case(
                "street, landmark, person", NONE, self.chance.choice(phrases.VETOED).format(name), ()
            )


def write_all() -> None:
    """Write both halves."""
    write_cases(FOLDER / "made.csv", [*make_cases("tuning"), *make_cases("held out")])


if __name__ == "__main__":
    write_all()
