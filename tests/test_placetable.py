"""The table of places: what it gives for a key, once in each process, and how it forgets."""

from __future__ import annotations

from pathlib import Path

import pytest

from wphf_extract.errors import ModelError
from wphf_extract.gazetteer import placetable
from wphf_extract.gazetteer.placenames import KINDS
from wphf_extract.gazetteer.placetable import Memo, PlaceTable
from wphf_extract.resources import data_path


@pytest.fixture(scope="module")
def table() -> PlaceTable:
    """The shipped table, open."""
    made = PlaceTable(data_path("shared") / "gazetteer")
    made.open()
    return made


def test_a_places_facts_are_in_degrees(table: PlaceTable) -> None:
    (town,) = [place for place in table.find("segou", "MLI") if place.kind == "town"]
    assert (town.name, town.country_code, town.admin1, town.written) == ("Ségou", "MLI", "Ségou", False)
    assert town.latitude == pytest.approx(13.43, abs=0.1) and town.longitude == pytest.approx(-6.26, abs=0.1)
    assert town.population > 50_000 and town.geonames_id


def test_a_key_is_sought_in_a_country_and_across_borders_or_everywhere(table: PlaceTable) -> None:
    here = table.find("segou", "MLI")
    assert here and {place.country_code for place in here} <= {"MLI", None}
    assert {place.country_code for place in table.find("sanjose")} > {"CRI", "PHL"}
    assert [place.kind for place in table.find("chad", "MLI")] == ["country"]
    assert [place.country_code for place in table.find("chad", "MLI")] == ["TCD"]


@pytest.mark.parametrize("key", ["", "nosuchplacehere", "Segou", "'; DROP TABLE places; --"])
def test_what_is_no_key_finds_nothing(table: PlaceTable, key: str) -> None:
    assert table.find(key) == []
    assert table.find(key, "MLI") == []


def test_answers_are_kept(table: PlaceTable) -> None:
    assert table.find("segou", "MLI") is table.find("segou", "MLI")


def test_countries_it_has_places_of(table: PlaceTable) -> None:
    assert table.has("MLI")
    assert not any(map(table.has, (None, "", "ML", "XXX")))


def test_countries_by_their_names(table: PlaceTable) -> None:
    names = table.country_names
    assert names["mali"] == names["MLI"] == names["ML"] == "MLI"
    assert set(names.values()) <= set(table.countries)
    mali = table.countries["MLI"]
    assert (mali.alpha3, mali.alpha2, mali.name, mali.capital) == ("MLI", "ML", "Mali", "Bamako")
    assert "NER" in mali.neighbours and "MLI" in table.countries["NER"].neighbours
    assert set(mali.demonyms) <= table.demonyms
    assert all(word[0].isupper() for word in table.demonyms)


def test_keys_of_a_country_are_sorted_and_found(table: PlaceTable) -> None:
    keys = table.keys("TON")
    assert keys == sorted(keys) and len(keys) > 20
    assert all(any(place.country_code == "TON" for place in table.find(key, "TON")) for key in keys[::25])


def test_kinds_are_those_of_the_library(table: PlaceTable) -> None:
    assert {place.kind for key in ("mali", "segou", "dadaab") for place in table.find(key)} <= set(KINDS)


def test_a_new_process_opens_the_table_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    made = PlaceTable(data_path("shared") / "gazetteer")
    made.open()
    connection = made._table
    made.open()
    assert made._table is connection
    monkeypatch.setattr(placetable, "_forks", placetable._forks + 1)  # as behind a fork
    made.open()
    assert made._table is not connection
    assert made.find("segou", "MLI")
    connection.close()
    made._table.close()


def test_a_missing_table_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"places\.sqlite.*Reinstall wphf-extract"):
        PlaceTable(tmp_path).open()


def test_a_memo_forgets_all_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placetable, "_MEMO_SIZE", 3)
    memo = Memo()
    for number in range(4):
        memo[number] = number
    assert dict(memo) == {3: 3}
