import subprocess
import sys
from collections import Counter

import pytest

from content.places import gazetteer
from content.places.gazetteer import Commune, Province
from content.places.old_names import old_wards

LOAD = """
import time
start = time.process_time()
from content.places import gazetteer
gazetteer.communes(), gazetteer.provinces(), gazetteer.communes_of("79")
print(time.process_time() - start)
"""


def test_there_are_34_provinces_and_3321_communes() -> None:
    types = Counter(one.type for one in gazetteer.communes().values())
    assert len(gazetteer.provinces()) == 34
    assert types == {"xã": 2599, "phường": 709, "đặc khu": 13}


def test_cities_come_first_and_then_the_alphabet() -> None:
    names = [one.full_name for one in gazetteer.provinces()]
    assert names[:3] == ["Thành phố Bắc Ninh", "Thành phố Cần Thơ", "Thành phố Đà Nẵng"]
    assert names[8:11] == ["Thành phố Quảng Ninh", "Tỉnh An Giang", "Tỉnh Cà Mau"]


def test_every_commune_is_listed_under_its_province() -> None:
    listed = [one for place in gazetteer.provinces() for one in gazetteer.communes_of(place.code)]
    assert len(listed) == 3321
    assert {one.code for one in listed} == set(gazetteer.communes())
    assert all(one.province in {place.code for place in gazetteer.provinces()} for one in listed)


def test_communes_are_listed_by_the_alphabet() -> None:
    names = [one.name for one in gazetteer.communes_of("01")]
    assert names[0] == "An Khánh"
    assert names.index("Dương Nội") < names.index("Đại Mỗ")


def test_a_code_is_said_with_its_types() -> None:
    assert gazetteer.province("01") == Province("01", "thành phố", "Hà Nội")
    assert gazetteer.commune("00004") == Commune("00004", "01", "phường", "Ba Đình")
    assert gazetteer.place_name("00004") == "Phường Ba Đình, Thành phố Hà Nội"
    assert gazetteer.place_name("04") == "Tỉnh Cao Bằng"
    assert gazetteer.commune("06970").full_name == "Xã Ba Chẽ"


@pytest.mark.parametrize("code", ["", "00", "6978", "06978", "99999", "vn"])
def test_an_unknown_code_is_an_error(code: str) -> None:
    with pytest.raises(KeyError):
        gazetteer.place_name(code)


def test_every_old_ward_leads_to_communes_of_today() -> None:
    assert len(old_wards()) == 10_033 + 5
    assert all(one.communes for one in old_wards())
    assert {code for one in old_wards() for code in one.communes} == set(gazetteer.communes())


def test_the_tables_load_in_a_tenth_of_a_second() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", LOAD], capture_output=True, check=True, text=True)
        for _ in range(3)
    ]
    assert min(float(run.stdout) for run in runs) < 0.1
