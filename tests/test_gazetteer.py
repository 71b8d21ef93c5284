"""The gazetteer: names of real places as pages write them, and what the table must be like."""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

from wphf_extract.errors import ModelError, UsageError
from wphf_extract.gazetteer import KINDS, Gazetteer, Place, lookup, normalize
from wphf_extract.resources import data_path

FOLDER = data_path("shared") / "gazetteer"

NAMES = tomllib.loads((Path(__file__).parent / "cases/gazetteer.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(FOLDER)


def kilometres(place: Place, latitude: float, longitude: float) -> float:
    assert place.latitude is not None and place.longitude is not None
    here, there = radians(place.latitude), radians(latitude)
    east = radians(longitude - place.longitude)
    root = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2
    return 12_742 * asin(sqrt(root))


def cases() -> Iterator[tuple[str, str, tuple[float, float]]]:
    for country, names in NAMES.items():
        for name, at in names.items():
            yield country, name, at


@pytest.mark.parametrize(("country", "name", "at"), list(cases()))
def test_names_as_pages_write_them(gazetteer: Gazetteer, country: str, name: str, at: tuple[float, float]) -> None:
    place = gazetteer.lookup(name, country=country)
    assert place is not None
    assert place.country_code == country
    assert kilometres(place, *at) < 50


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Women", "MLI"),
        ("Association", "COD"),
        ("Training", "KEN"),
        ("Peace", "COL"),
        ("Malian", "MLI"),
        ("North Mali", "MLI"),
        ("eastern Ukraine", "UKR"),
        ("South West", "TJK"),
        ("Car", "MLI"),
        ("", "MLI"),
        ("–", "MLI"),
        ("Women", None),
        ("Association", None),
        ("Peace", None),
    ],
)
def test_what_is_no_place(gazetteer: Gazetteer, name: str, country: str | None) -> None:
    assert gazetteer.lookup(name, country=country) is None


def test_the_kind_word_chooses_between_namesakes(gazetteer: Gazetteer) -> None:
    kinds = {word: gazetteer.lookup("Gao", country="MLI", kind=word) for word in ("region", "cercle", "town")}
    assert {word: place and place.kind for word, place in kinds.items()} == {
        "region": "admin1",
        "cercle": "admin2",
        "town": "town",
    }
    inside = gazetteer.lookup("Gao Region", country="MLI")
    assert inside is not None and inside.kind == "admin1" and inside.geonames_id == 2457161


def test_nearness_chooses_between_namesakes(gazetteer: Gazetteer) -> None:
    places = [p for p in gazetteer.candidates("San José", country="COL") if p.latitude is not None]
    assert len(places) > 1
    for place in places[:2]:
        assert place.latitude is not None and place.longitude is not None
        near = [(place.latitude, place.longitude)]
        found = gazetteer.lookup("San José", country="COL", near=near, kind=place.kind)
        assert found is not None and kilometres(found, *near[0]) < 50


def test_countries_first_then_large_places_abroad(gazetteer: Gazetteer) -> None:
    def found(name: str, country: str) -> tuple[str | None, str] | None:
        place = gazetteer.lookup(name, country=country)
        return place and (place.country_code, place.kind)

    assert found("Syria", "JOR") == ("SYR", "country")
    assert found("Guatemala", "GTM") == ("GTM", "country")
    assert found("Guatemala City", "GTM") == ("GTM", "town")
    assert found("Niger", "NGA") == ("NGA", "admin1")
    assert found("Niger", "MLI") == ("NER", "country")
    assert found("Nairobi", "SSD") == ("KEN", "town")
    assert found("Sahel", "MLI") == (None, "area")
    assert found("Sahel", "BFA") == ("BFA", "admin1")
    assert found("Tominian", "FJI") is None
    assert found("Delft", "SLB") is None  # 100,000 people, far away
    assert found("Rotterdam", "SLB") == ("NLD", "town")


def test_airfields_lose_to_towns(gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup("Inga", country="COD")
    assert place is not None and (place.geonames_id, place.population, place.written) == (None, 0, False)
    camp = gazetteer.lookup("Kakuma camp", country="KEN")
    assert camp is not None and camp.written


def test_without_a_country(gazetteer: Gazetteer) -> None:
    for name, code in (("Tominian", "MLI"), ("North Kivu", "COD"), ("Paris", "FRA"), ("Konna", "MLI")):
        place = gazetteer.lookup(name)
        assert place is not None and place.country_code == code


def test_misspellings_only_in_the_country_and_on_demand(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Tominia", country="MLI", fuzzy=False) is None
    assert gazetteer.lookup("Tominia", country="NER") is None
    assert gazetteer.lookup("Central Kivu", country="COD") is None
    place = gazetteer.lookup("Bandiagra", country="MLI")
    assert place is not None and "Bandiagara" in place.name


def test_a_country_that_there_is_not(gazetteer: Gazetteer) -> None:
    with pytest.raises(UsageError, match="'KE' is no country; use its code"):
        gazetteer.lookup("Lodwar", country="KE")


def test_a_foreign_capital_is_no_slip_of_a_place_of_the_country(gazetteer: Gazetteer) -> None:
    found = (gazetteer.lookup(name, country="YEM") for name in ("Amman", "Amran", "Ammran"))
    assert [place and place.country_code for place in found] == ["JOR", "YEM", "YEM"]


def test_the_point_of_a_division_is_its_seats(gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup("Zaporizhzhia", country="UKR")
    assert place is not None and kilometres(place, 47.84, 35.14) < 15


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Deir el Qamar", "LBN", None),  # two slips of five letters from Deïr el Ahmar
        ("Beit Hanan", "PSE", "Bayt Ḩānūn"),
        ("San José del Guaviarre", "COL", "San José del Guaviare"),
    ],
)
def test_each_word_has_its_own_slips(gazetteer: Gazetteer, name: str, country: str, found: str | None) -> None:
    place = gazetteer.lookup(name, country=country)
    assert (place and place.name) == found


def test_candidates(gazetteer: Gazetteer) -> None:
    assert {p.country_code for p in gazetteer.candidates("Gao", country="MLI")} == {"MLI"}
    assert {"MLI", "BFA"} <= {p.country_code for p in gazetteer.candidates("Gao")}
    assert gazetteer.candidates("Tominia", country="MLI") == ()
    assert gazetteer.candidates("Sahel", country="MLI") == ()


def test_fields(gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup("Rutshuru", country="COD")
    assert place is not None
    assert (place.country_code, place.admin1) == ("COD", "North Kivu")
    region = gazetteer.lookup("Nord-Kivu", country="COD")
    assert region == Place(
        "North Kivu",
        "COD",
        206938,
        -1.67409,
        29.22845,
        "North Kivu",
        "admin1",
        region.population if region else 0,
    )
    camp = gazetteer.lookup("Kakuma refugee camp", country="KEN")
    assert camp is not None and camp.admin1 == "Turkana County"


def test_countries(gazetteer: Gazetteer) -> None:
    countries = gazetteer.countries()
    assert len(countries) == 250 and countries["MLI"].demonyms == ("Malian",)
    assert {"BFA", "NER", "SEN"} <= set(countries["MLI"].neighbours)
    for name, code in {
        "DRC": "COD",
        "République démocratique du Congo": "COD",
        "Ivory Coast": "CIV",
        "Cote d'Ivoire": "CIV",
        "CAR": "CAF",
        "UAE": "ARE",
        "PNG": "PNG",
        "Burma": "MMR",
        "Palestine": "PSE",
        "occupied Palestinian territory": "PSE",
        "ML": "MLI",
        "MLI": "MLI",
        "Türkiye": "TUR",
        "Turkey": "TUR",
        "the Philippines": "PHL",
        "U.S.": "USA",
        "Colômbia": "COL",
        "Timor Leste": "TLS",
        "Kosovo": "XKX",
        "Haïti": "HTI",
    }.items():
        country = gazetteer.country(name)
        assert country is not None and country.alpha3 == code, name
    for name in ("ml", "car", "Bamako", "", "Women"):
        assert gazetteer.country(name) is None
    neighbours = {n for c in countries.values() for n in c.neighbours}
    assert neighbours <= set(countries)


def test_normalize() -> None:
    assert normalize("  Cox’s   Bāzār ") == "coxs bazar"
    assert normalize("N’Djaména") == "ndjamena"
    assert normalize("Şırnak / Łódź–Østfold") == "sirnak lodz ostfold"
    assert normalize("Nord-Kivu") == normalize("NORD KIVU")
    assert normalize("İstanbul") == "istanbul"


def test_the_shipped_gazetteer_by_function() -> None:
    place = lookup("Tominia", country="MLI")
    assert place is not None and place.name == "Tominian"


def _in_a_worker(gazetteer: Gazetteer) -> str | None:
    place = gazetteer.lookup("Al-Hasakeh", country="SYR")
    return place and place.admin1


def test_pickles_and_works_in_spawned_processes_and_threads(gazetteer: Gazetteer) -> None:
    gazetteer.lookup("Gao", country="MLI")
    assert len(pickle.dumps(gazetteer)) < 1000
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(_in_a_worker, [gazetteer]) == ["Al-Hasakah"]
    fresh = Gazetteer(FOLDER)
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(_in_a_worker, [fresh] * 64)) == {"Al-Hasakah"}


@pytest.mark.parametrize("content", [None, b"", b"no table at all", b"SQLite format 3\0" + b"\0" * 4096])
def test_a_missing_or_broken_table_says_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "places.sqlite").write_bytes(content)
    with pytest.raises(ModelError, match=r"places\.sqlite.*build_gazetteer"):
        Gazetteer(tmp_path).lookup("Gao", country="MLI")
    with pytest.raises(ModelError):
        Gazetteer(tmp_path).countries()


def test_a_table_cut_short(tmp_path: Path) -> None:
    data = (FOLDER / "places.sqlite").read_bytes()
    (tmp_path / "places.sqlite").write_bytes(data[: len(data) // 2])
    broken = Gazetteer(tmp_path)
    with pytest.raises(ModelError):
        for country in ("AFG", "MLI", "ZWE"):
            broken.lookup("Harare", country=country)


def test_a_path_with_odd_letters(tmp_path: Path) -> None:
    folder = tmp_path / "a b#c?d%é"
    folder.mkdir()
    shutil.copy(FOLDER / "places.sqlite", folder)
    assert Gazetteer(folder).lookup("Gao", country="MLI") is not None


def test_the_table_is_built_from_the_written_files() -> None:
    written = sha256(b"\0".join((FOLDER / f).read_bytes() for f in ("countries.tsv", "places.toml"))).hexdigest()
    table = sqlite3.connect(FOLDER / "places.sqlite")
    try:
        (found,) = table.execute("SELECT value FROM meta WHERE key = 'written'").fetchone()
        assert written in found, "run python models/build_gazetteer.py --written"
        kinds = dict(table.execute("SELECT kind, count(*) FROM places GROUP BY kind"))
        assert {KINDS[kind] for kind in kinds} == set(KINDS)
        assert kinds[1] > 3_800 and kinds[2] > 47_000 and kinds[3] > 234_000
        (outside,) = table.execute(
            "SELECT count(*) FROM places WHERE abs(latitude) > 9000000 OR abs(longitude) > 18000000"
        ).fetchone()
        assert outside == 0
    finally:
        table.close()


def test_import_is_cheap() -> None:
    heavy = "[m for m in ('sqlite3', 'rapidfuzz', 'spacy') if m in sys.modules]"
    code = f"import sys, wphf_extract.gazetteer.search; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
