"""The resolvers that are compared, each behind the same call; a package that asks the network gets none."""

import socket
from collections.abc import Callable
from typing import Any, NoReturn

from benchmarks.placing.cases import Answer
from content.places import gazetteer

Resolver = Callable[[str], Answer]
NOTHING = Answer(is_sure=False, communes=())


def stub_network() -> None:
    """Refuse every look-up and connection: an address must not leave the machine, and packages must not wait."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("no network here")

    socket.getaddrinfo = refuse
    socket.socket.connect = refuse  # type: ignore[method-assign] # the whole process has no network


def load(name: str) -> Resolver:
    """Load a resolver by its name and answer one text, so that nothing is left to build."""
    resolver = {"homthu": _ours, "vietnamadminunits": _units, "vietnam-address-converter": _converter}[name]()
    resolver("phường 12, quận 3")
    return resolver


def _ours() -> Resolver:
    from content.places.resolver import find, warm_up  # noqa: PLC0415 - its loading is measured

    warm_up()

    def answer(text: str) -> Answer:
        found = find(text, limit=60)
        codes = tuple(one.code for one in found.communes)
        if found.province is not None and not codes:
            codes = tuple(one.code for one in gazetteer.communes_of(found.province.code))
        return Answer(found.state == "sure", codes, found.state != "none")

    return answer


def _units() -> Resolver:
    """Convert an address of before; what has no ward is read as one of today."""
    from vietnamadminunits import convert_address, parse_address  # noqa: PLC0415

    def read(text: str) -> Any:  # noqa: ANN401 - the package has no types
        found = convert_address(text)
        return found if found and found.ward_code else parse_address(text, mode="FROM_2025", level=2) or found

    def answer(text: str) -> Answer:
        try:
            found = read(text)
        except Exception:  # whatever it raises, it found nothing
            return NOTHING
        codes = (found.ward_code,) if found and found.ward_code else ()
        return Answer(bool(codes), codes, bool(found and found.province_code))

    return answer


def _converter() -> Resolver:
    """Its codes are not the official ones, so its answers are taken by name."""
    from vietnam_address_converter import create_converter  # noqa: PLC0415

    converter = create_converter()
    names = {gazetteer.place_name(code): code for code in gazetteer.communes()}
    names |= {name.replace("Tỉnh", "Thành phố"): code for name, code in names.items()}

    def answer(text: str) -> Answer:
        found = converter.auto_convert_address(text)["converted_new"]
        if not found or not found.get("ward"):
            return Answer(False, (), bool(found))
        said = f"{found['ward']['name_with_type']}, {found['province']['name_with_type']}"
        code = names.get(said)
        return Answer(True, (code or said,), True)

    return answer
