"""The gazetteer: names of real places as pages write them, and what the table must be like."""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

from wphf_extract.errors import ModelError
from wphf_extract.gazetteer import KINDS, Gazetteer, Place, lookup, normalize
from wphf_extract.resources import model_path

FOLDER = model_path() / "gazetteer"

# Country → name as written → latitude and longitude; the place must lie within 50 km.
NAMES = {
    "MLI": {
        "Konna": (14.94, -3.9),
        "Andéramboukane": (15.43, 3.02),
        "Tominia": (13.29, -4.59),
        "Djenne": (13.91, -4.55),
        "Djenné": (13.91, -4.55),
        "Bandiagara": (14.35, -3.61),
        "Gossi": (15.82, -1.3),
        "Macina": (13.96, -5.36),
        "San": (13.3, -4.9),
        "Mopti-Sévaré": (14.5, -4.15),
        "Tombouctou": (16.77, -3.01),
        "Timbuktu": (16.77, -3.01),
        "Segou Region": (13.44, -6.26),
        "région de Gao": (16.27, -0.04),
        "Cercle de Tominian": (13.29, -4.59),
        "MÉNAKA": (15.92, 2.4),
        "Sévaré": (14.53, -4.1),
    },
    "COD": {
        "Fizi": (-4.3, 28.94),
        "Uvira": (-3.4, 29.14),
        "Walungu": (-2.63, 28.67),
        "Rutshuru": (-1.19, 29.45),
        "Masisi": (-1.4, 28.81),
        "North Kivu": (-1.67, 29.22),
        "Nord-Kivu": (-1.67, 29.22),
        "Sud Kivu": (-2.49, 28.84),
        "Central Kasai": (-5.9, 22.42),
        "Kasaï-Central": (-5.9, 22.42),
        "Haut-Uélé": (2.77, 27.62),
        "Upper Uele": (2.77, 27.62),
        "Équateur": (0.05, 18.26),
        "Kongo Central": (-5.82, 13.45),
        "Province d’Ituri": (1.57, 30.25),
        "Kasaï Oriental": (-6.15, 23.6),
        "Nyiragongo territory": (-1.58, 29.25),
        "Minova": (-1.71, 29.02),
    },
    "LBR": {
        "Grandbassa": (5.88, -10.05),
        "Grand Bassa": (5.88, -10.05),
        "Lofa County": (8.42, -9.75),
        "Grand Gedeh": (6.07, -8.13),
    },
    "IRQ": {
        "Nineveh": (36.34, 43.13),
        "Ninewa Governorate": (36.34, 43.13),
        "Sinjar": (36.32, 41.88),
        "Anbar": (33.43, 43.3),
        "Salahaddin": (34.61, 43.68),
        "Dohuk": (36.87, 42.99),
        "Thi-Qar": (31.05, 46.26),
    },
    "YEM": {
        "Taiz": (13.58, 44.02),
        "Ta’iz": (13.58, 44.02),
        "Aden": (12.78, 45.04),
        "Hodeidah": (14.8, 42.95),
        "Al Hudaydah": (14.8, 42.95),
        "Al-Hudaydah": (14.8, 42.95),
        "Marib": (15.46, 45.33),
    },
    "PSE": {
        "Hebron": (31.53, 35.09),
        "Jenin": (32.46, 35.3),
        "Ramallah": (31.9, 35.2),
        "Khan Younis": (31.35, 34.3),
        "Gaza": (31.5, 34.47),
        "East Jerusalem": (31.79, 35.24),
        "Masafer Yatta": (31.39, 35.12),
    },
    "SYR": {
        "Idlib": (35.93, 36.63),
        "Deir ez-Zor": (35.34, 40.14),
        "Raqqa": (35.95, 39.01),
        "Al Hasakah": (36.5, 40.75),
        "Hasakah": (36.5, 40.75),
        "Al-Hasakeh": (36.5, 40.75),
        "Rural Damascus": (33.5, 36.4),
        "Qamishli": (37.05, 41.23),
    },
    "COL": {
        "Cauca": (2.44, -76.61),
        "Choco": (5.69, -76.66),
        "Nariño": (1.21, -77.28),
        "Buenaventura": (3.88, -77.03),
        "North Santander": (7.89, -72.5),
        "departamento del Cauca": (2.44, -76.61),
        "Montes de María": (9.75, -75.2),
    },
    "PHL": {
        "Maguindanao": (7.0, 124.4),
        "Cotabato": (7.22, 124.25),
        "Lanao del Sur": (8.0, 124.29),
        "Marawi": (8.0, 124.29),
        "BARMM": (7.21, 124.25),
    },
    "PNG": {
        "Bougainville": (-5.43, 154.67),
        "Hela": (-5.85, 142.9),
        "Enga": (-5.49, 143.72),
        "Simbu": (-6.02, 144.97),
    },
    "VUT": {
        "Tanna": (-19.5, 169.3),
        "Efate": (-17.7, 168.35),
        "Malekula": (-16.2, 167.5),
        "Santo": (-15.45, 167.0),
    },
    "FJI": {
        "Suva": (-18.14, 178.44),
        "Labasa": (-16.43, 179.36),
        "Vanua Levu": (-16.6, 179.2),
        "Taveuni": (-16.85, -180.0),
    },
    "UKR": {
        "Kharkiv oblast": (49.98, 36.25),
        "Dnipro": (48.47, 35.04),
        "Kherson": (46.64, 32.62),
        "Chernivtsi": (48.29, 25.94),
    },
    "ETH": {
        "Tigray": (13.5, 39.47),
        "Afar": (11.79, 41.0),
        "Amhara": (11.6, 37.39),
        "Gambella": (8.25, 34.59),
        "Oromia": (8.98, 38.76),
        "West Guji": (5.63, 38.24),
        "Halaba": (7.31, 38.09),
    },
    "SSD": {
        "Bor": (6.21, 31.56),
        "Yei": (4.09, 30.68),
        "Juba": (4.85, 31.58),
        "Torit": (4.41, 32.57),
        "Central Equatoria": (4.85, 31.58),
        "Équatoria Central": (4.85, 31.58),
        "Kajo-Keji": (3.85, 31.66),
        "Northern Bahr el Ghazal": (8.77, 27.4),
    },
    "CAF": {"Ouham-Pendé": (6.32, 16.38), "Bambari": (5.77, 20.68), "PK5": (4.37, 18.54)},
    "NGA": {
        "Borno": (11.85, 13.16),
        "Adamawa State": (9.2, 12.48),
        "Yobe": (11.75, 11.96),
        "Niger": (9.61, 6.56),
    },
    "HTI": {
        "Artibonite": (19.45, -72.69),
        "Cité Soleil": (18.58, -72.33),
        "Les Cayes": (18.2, -73.75),
        "Cayes": (18.2, -73.75),
        "North-East": (19.67, -71.84),
    },
    "BGD": {
        "Cox’s Bazar": (21.44, 92.01),
        "Coxs Bazaar": (21.44, 92.01),
        "Ukhiya": (21.25, 92.1),
        "Teknaf": (20.86, 92.3),
        "Kutupalong camp": (21.21, 92.16),
    },
    "MMR": {"Kachin": (25.38, 97.4), "Rakhine": (20.15, 92.9), "Shan State": (20.79, 97.03)},
    "CMR": {
        "Far North": (10.6, 14.32),
        "Extrême-Nord": (10.6, 14.32),
        "Nord-Ouest": (5.96, 10.15),
        "Southwest": (4.16, 9.24),
    },
    "SEN": {"St. Louis": (16.02, -16.49), "Saint-Louis": (16.02, -16.49), "Casamance": (12.8, -15.5)},
    "MDG": {"Ste Marie": (-17.0, 49.85)},
    "MRT": {"Mbera": (15.83, -5.78), "M’bera camp": (15.83, -5.78)},
    "AFG": {"Panjwai": (31.54, 65.46), "Kamdesh": (35.42, 71.35)},
    "BDI": {"Nyanza-Lac": (-4.35, 29.6), "Commune of Gihanga": (-3.18, 29.32)},
    "NPL": {"Rolpa": (28.3, 82.63), "Taplejung": (27.35, 87.67)},
    "SLE": {"Karene District": (9.5, -12.24), "Kono": (8.64, -10.97), "Susan’s Bay": (8.49, -13.22)},
    "MOZ": {"Mágoè": (-15.8, 31.75), "Matutuíne": (-26.34, 32.67)},
    "TLS": {"Maubisse": (-8.83, 125.6)},
    "LKA": {"Delft": (9.51, 79.69)},
    "SLB": {"Rendova": (-8.53, 157.3), "Atoifi": (-8.87, 161.01)},
    "SOM": {"South West State": (3.12, 43.65), "Lower Shabelle": (1.71, 44.77)},
}


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
        ("Gao", "XXX"),
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
    code = f"import sys, wphf_extract.gazetteer; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
