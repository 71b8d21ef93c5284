"""Pages for load tests: as many as wanted, each unlike the others, the same ones on every machine.

    python benchmarks/generated_pages.py COUNT FOLDER      # writes them as text files, a thousand a folder

A page has 2.1 kB or more (some 2.7 kB on average): background, sections, and 5 to 10 descriptions with organisations,
places, counts and activities. Names of organisations and villages are made up letter by letter, so that hardly any
comes twice and whatever remembers words has something to remember: some 70 new words a page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from wphf_extract import Page

LEAST = 2048  # bytes of the smallest page

_COUNTRIES = {
    "Mali": ("Gao", "Mopti", "Ségou", "Kayes", "Ménaka", "Djenné", "Bandiagara"),
    "Benin": ("Parakou", "Natitingou", "Djougou", "Malanville", "Kandi", "Abomey"),
    "Niger": ("Maradi", "Zinder", "Tahoua", "Diffa", "Agadez", "Dosso"),
    "Colombia": ("Cauca", "Nariño", "Quibdó", "Buenaventura", "Tumaco", "Medellín"),
    "Uganda": ("Gulu", "Arua", "Lira", "Mbale", "Kitgum", "Moroto"),
    "Iraq": ("Mosul", "Basra", "Erbil", "Kirkuk", "Tikrit", "Sinjar"),
    "Ukraine": ("Kharkiv", "Odesa", "Dnipro", "Lviv", "Poltava", "Kherson"),
    "Nepal": ("Surkhet", "Dang", "Kailali", "Rolpa", "Jumla", "Bardiya"),
}
_SECTIONS = ("Conflict Prevention", "Peacebuilding and Recovery", "Humanitarian Response", "Protection of Women")
_HEADS = (
    "Association",
    "Réseau",
    "Network of",
    "Fondation",
    "ONG",
    "Women for",
    "Collectif",
    "Radio",
    "Union des Femmes",
)
_JOINS = (" — together with {0} — on a project to", ", in partnership with {0}, works to", " and {0} on a project to")
_ALONE = (" on a project to", " is implementing a project to", " works to")
_DEEDS = (
    "train {n} women mediators in the region of {p} and to set up {m} early warning committees near {v}",
    "provide legal aid to over {n} survivors of gender-based violence in {p} and {v}",
    "support income-generating activities of up to {m} households, including {n} widows, in the district of {v}",
    "strengthen its organizational capacity and the advocacy of {m} women’s associations in {p}",
    "raise awareness of women’s rights among {n} young people through radio programmes and dialogues in {v}",
    "offer psychosocial support and dignity kits to {n} displaced women near {p}, and to train {m} counsellors",
    "help {n} women farmers near {v} to found savings groups and to sell their harvest on the markets of {p}",
)
_BACKGROUND = (
    "Since {y}, the fund has worked with women’s organizations of {c}. Around {n},000 people have left their homes "
    "there, and {m} per cent of them are women and girls. In {v} and {w}, local groups were the first to help.",
    "Women of {c} speak up for peace in their towns and villages, from {v} to {w}. Less than {m} per cent of those "
    "who sit at negotiating tables are women, although some {n},000 of them have joined marches since {y}.",
    "Floods and fighting have cut roads to {v}, {w} and other places of {c}, and prices rose by {m} per cent in {y}.",
)
_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "v", "w", "z", "dj", "kp", "ny", "tch", "br")
_VOWELS = ("a", "e", "i", "o", "u", "é", "ou", "ai")


def _name(random: Random) -> str:
    syllables = [random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(random.randint(2, 4))]
    return "".join(syllables).capitalize()


def _organization(random: Random) -> str:
    words = [_name(random) for _ in range(random.randint(1, 3))]
    head = random.choice(_HEADS)
    name = f"{head} {' '.join(words)}"
    if random.random() < 0.5:
        return name
    return f"{name} ({''.join(word[0] for word in name.split()).upper()})"


def _description(random: Random, places: tuple[str, ...]) -> str:
    join = random.choice(_JOINS).format(_organization(random)) if random.random() < 0.4 else random.choice(_ALONE)
    deeds = [
        deed.format(n=random.randint(20, 4_000), m=random.randint(3, 90), p=random.choice(places), v=_name(random))
        for deed in random.sample(_DEEDS, random.randint(1, 3))
    ]
    return f"- {_organization(random)}{join} {'; to '.join(deeds)}."


def text_of(number: int) -> str:
    """Returns the text of a page.

    Args:
        number: which page, from 0.
    """
    random = Random(number)
    country = random.choice(tuple(_COUNTRIES))
    descriptions = [_description(random, _COUNTRIES[country]) for _ in range(random.randint(5, 10))]
    lines = [f"WPHF in {country}", "", *_background(random, country, 2), "", "Our Partners", ""]
    for at in range(0, len(descriptions), 4):
        lines += [random.choice(_SECTIONS), "", *descriptions[at : at + 4], ""]
    while len("\n".join(lines).encode()) < LEAST:
        lines += _background(random, country, 1)
    return "\n".join(lines) + "\n"


def _background(random: Random, country: str, count: int) -> Iterator[str]:
    for sentence in random.sample(_BACKGROUND, count):
        yield sentence.format(
            c=country,
            y=random.randint(2016, 2025),
            n=random.randint(10, 900),
            m=random.randint(5, 70),
            v=_name(random),
            w=_name(random),
        )


def pages(count: int, first: int = 0) -> Iterator[Page]:
    """Yields pages, made as they are asked for.

    Args:
        count: how many.
        first: number of the first one.
    """
    for number in range(first, first + count):
        yield Page(text_of(number), path_of(number))


def path_of(number: int) -> str:
    """Returns a page's name: a thousand pages a folder, for file systems' sake."""
    return f"{number // 1000:04}/{number:07}.txt"


def write(count: int, folder: Path) -> list[str]:
    """Writes pages as files; returns their paths."""
    paths = []
    for page in pages(count):
        path = folder / (page.path or "")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")
        paths.append(str(path))
    return paths


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdecimal():
        sys.exit("usage: python benchmarks/generated_pages.py COUNT FOLDER")
    print(f"{len(write(int(sys.argv[1]), Path(sys.argv[2]))):,} pages in {sys.argv[2]}")
