import json
import math
from array import array
from pathlib import Path

import pytest

from content.places.boundaries import UNITS, Boundaries, Ring, make_ring
from content.places.boundary_file import BrokenBoundariesError, read_boundaries, write_boundaries
from content.places.gazetteer import communes, read_table
from content.places.geojson import NotDegreesError, NotGeoJsonError, Reader
from content.places.nearest import nearest_communes
from content.places.pins import How, locate
from content.places.simplifying import TOLERANCE_METRES, simplify

METRE = 1 / 111_200
BA_DINH, NGOC_HA = "00004", "00008"


def wobble(turn: float) -> float:
    """Swing up to 30 to either side, without a pattern that a test could be caught by."""
    return 30 * math.sin(turn * 12.9898)


def square(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


WEST_SQUARE, EAST_SQUARE = square(105.80, 21.00, 105.82, 21.02), square(105.82, 21.00, 105.84, 21.02)


def feature(code: object, *rings: list[list[float]], name: str = "code") -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": list(rings)}
    return {"type": "Feature", "properties": {name: code}, "geometry": geometry}


def save(path: Path, *features: object) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


@pytest.fixture
def two_squares(tmp_path: Path) -> Boundaries:
    path = save(tmp_path / "two.geojson", feature(BA_DINH, WEST_SQUARE), feature(NGOC_HA, EAST_SQUARE))
    write_boundaries(tmp_path / "stored", Reader().read(path))
    found = read_boundaries(tmp_path / "stored")
    assert found is not None
    return found


def test_without_boundaries_up_to_five_communes_are_offered() -> None:
    found = locate(21.0379, 105.8342)
    assert (found.state, found.how, len(found.communes)) == ("ask", How.NEAREST, 5)
    assert found.communes[0] == BA_DINH


@pytest.mark.parametrize(
    ("latitude", "longitude", "commune"),
    [
        (8.69, 106.61, "26732"),
        (20.13, 107.73, "11948"),
        (17.16, 107.34, "19742"),
        (15.38, 109.12, "21548"),
        (16.53, 111.61, "20333"),
        (8.645, 111.92, "22736"),
    ],
)
def test_islands_that_had_no_wards_are_found(latitude: float, longitude: float, commune: str) -> None:
    assert locate(latitude, longitude).communes[0] == commune


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (0, 0),
        (13.75, 100.5),
        (11.55, 104.92),
        (25.04, 102.72),
        (-90, 180),
        (106.7, 10.77),
        (math.nan, 105.0),
        (21.0, math.inf),
    ],
)
def test_a_point_outside_vietnam_is_said_to_be_outside(latitude: float, longitude: float) -> None:
    found = locate(latitude, longitude)
    assert (found.state, found.communes, found.how) == ("none", (), How.OUTSIDE)


def test_every_centre_of_an_old_ward_offers_one_of_its_communes() -> None:
    corrected = {row[0] for row in read_table("island_centres.csv")}
    wards = {row[0]: set(row[4].split("|")) for row in read_table("old_wards.csv")}
    missed = [
        code
        for code, latitude, longitude in read_table("centres.csv")[::7]
        if code not in corrected
        and not wards[code] & set(nearest_communes(float(latitude), float(longitude), 5))
    ]
    assert missed == []


def test_with_boundaries_a_point_is_sure(two_squares: Boundaries) -> None:
    found = locate(21.01, 105.81, two_squares)
    assert (found.state, found.communes, found.how) == ("sure", (BA_DINH,), How.INSIDE)
    assert locate(21.01, 105.83, two_squares).communes == (NGOC_HA,)


@pytest.mark.parametrize(
    ("metres", "state", "codes"),
    [
        (-45, "ask", (BA_DINH, NGOC_HA)),
        (45, "ask", (NGOC_HA, BA_DINH)),
        (-60, "sure", (BA_DINH,)),
        (60, "sure", (NGOC_HA,)),
    ],
)
def test_within_50_metres_of_a_border_it_asks(
    two_squares: Boundaries, metres: float, state: str, codes: tuple[str, ...]
) -> None:
    east = metres * METRE / math.cos(math.radians(21.01))
    found = locate(21.01, 105.82 + east, two_squares)
    assert (found.state, found.communes) == (state, codes)


def test_outside_of_known_boundaries_only_communes_without_any_are_offered(two_squares: Boundaries) -> None:
    found = locate(21.0379, 105.8342, two_squares)
    assert found.how is How.NEAREST
    assert found.communes
    assert not {BA_DINH, NGOC_HA} & set(found.communes)


def test_what_lies_in_a_hole_is_of_another_commune(tmp_path: Path) -> None:
    hole = square(105.81, 21.005, 105.83, 21.015)
    path = save(
        tmp_path / "hole.json",
        feature(BA_DINH, square(105.80, 21.00, 105.84, 21.02), hole),
        feature(NGOC_HA, hole),
    )
    found = Boundaries(Reader().read(path))
    assert locate(21.01, 105.82, found).communes == (NGOC_HA,)
    assert locate(21.002, 105.82, found).communes == (BA_DINH,)


@pytest.mark.parametrize(
    "one",
    [
        feature("00004", WEST_SQUARE, name="ma_xa"),
        feature(4, WEST_SQUARE, name="MAXA"),
        feature("4", WEST_SQUARE, name="wardCode"),
        {**feature("", WEST_SQUARE), "id": "00004"},
        {**feature(17, WEST_SQUARE, name="id"), "properties": {"id": 17, "code": "00004"}},
    ],
)
def test_a_code_is_read_from_the_usual_properties(tmp_path: Path, one: dict[str, object]) -> None:
    assert {ring.commune for ring in Reader().read(save(tmp_path / "a.json", one))} == {BA_DINH}


def test_multipolygons_and_single_features_are_read(tmp_path: Path) -> None:
    geometry = {"type": "MultiPolygon", "coordinates": [[WEST_SQUARE], [EAST_SQUARE]]}
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"type": "Feature", "properties": {"code": "06978"}, "geometry": geometry}))
    assert [ring.commune for ring in Reader().read(path)] == ["06970", "06970"]


def test_unknown_codes_are_reported(tmp_path: Path) -> None:
    reader = Reader()
    path = save(tmp_path / "a.json", feature("99999", WEST_SQUARE), feature(BA_DINH, EAST_SQUARE))
    assert [ring.commune for ring in reader.read(path)] == [BA_DINH]
    assert reader.unknown == {"99999"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"type": "Topology"}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "Feature", "properties": {"code": "00004"}, "geometry": null}',
        b'{"type": "Feature", "properties": {"code": "00004"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}',
        b'{"type": "Feature", "properties": {"code": "00004"}, "geometry": {"type": "Polygon", "coordinates": [["a"]]}}',
        b'{"type": "Feature", "properties": {"code": "00004"}, "geometry": {"type": "Polygon", "coordinates": [[]]}}',
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(content)
    with pytest.raises(NotGeoJsonError):
        list(Reader().read(path))


def test_coordinates_in_metres_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "metres.json", feature(BA_DINH, square(586000, 2325000, 588000, 2327000)))
    with pytest.raises(NotDegreesError):
        list(Reader().read(path))


@pytest.mark.parametrize("content", [b"", b"noise", b"\xfd7zXZ\x00"])
def test_a_broken_store_is_told_apart_from_none(tmp_path: Path, content: bytes) -> None:
    assert read_boundaries(tmp_path / "none") is None
    (tmp_path / "broken").write_bytes(content)
    with pytest.raises(BrokenBoundariesError):
        read_boundaries(tmp_path / "broken")


def test_a_simplified_line_passes_every_corner_within_50_metres() -> None:
    ring = [
        (
            2_100_000 + round(2_000 * math.sin(turn / 400 * math.tau) + wobble(turn)),
            10_580_000 + round(2_000 * math.cos(turn / 400 * math.tau) + wobble(turn + 0.5)),
        )
        for turn in range(400)
    ]
    left = simplify(ring)
    assert 3 <= len(left) < 100
    line = make_ring(BA_DINH, array("i", (one[0] for one in left)), array("i", (one[1] for one in left)))
    around = Boundaries([line])
    for north, east in ring:
        nudged = [(north + up, east + right) for up in (-2, 0, 2) for right in (-2, 0, 2)]
        assert any(around.at(one[0] / UNITS, one[1] / UNITS).near for one in nudged), TOLERANCE_METRES


def test_many_boundaries_are_read_back_and_hold_their_middles(tmp_path: Path) -> None:
    centres = _one_centre_a_commune()
    rings = [_circle(row[0], float(row[1]), float(row[2])) for row in centres]
    write_boundaries(tmp_path / "stored", rings)
    boundaries = read_boundaries(tmp_path / "stored")
    for _code, latitude, longitude in centres[::5]:
        found = locate(float(latitude), float(longitude), boundaries)
        assert found.communes
        assert found.how in {How.INSIDE, How.BORDER}


def _one_centre_a_commune() -> list[list[str]]:
    firsts = {row[4].split("|")[0]: row[0] for row in read_table("old_wards.csv")}
    centres = {row[0]: row[1:] for row in read_table("centres.csv")}
    return [[code, *centres[firsts[code]]] for code in communes() if code in firsts]


def _circle(code: str, latitude: float, longitude: float) -> Ring:
    turns = [turn / 130 * math.tau for turn in range(130)]
    north = array("i", (round((latitude + 0.05 * math.sin(turn)) * UNITS) for turn in turns))
    east = array("i", (round((longitude + 0.05 * math.cos(turn)) * UNITS) for turn in turns))
    return make_ring(code, north, east)
