"""Where the knowledge lies: model folders, and what all models share, in the wheel or in a checkout.

The wheel carries `models/` inside the package; a source checkout keeps it beside the package.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from wphf_extract.errors import ModelError

if TYPE_CHECKING:
    from wphf_extract.gazetteer import Gazetteer

__all__ = ["DEFAULT_MODEL", "data_path", "model_path", "model_text", "shared_gazetteer"]

DEFAULT_MODEL = "en_wphf"


@lru_cache(maxsize=16)
def model_path(name: str = DEFAULT_MODEL) -> Path:
    """Returns the folder of a model.

    Args:
        name: the name of a shipped model, or a path to a model folder.

    Returns:
        An existing folder that holds a `config.cfg`.

    Raises:
        ModelError: there is no such model; the message lists the places looked at.
    """
    package = Path(__file__).resolve().parent
    places = [Path(name), package / "models" / name, package.parent / "models" / name]
    for place in places:
        if (place / "config.cfg").is_file():
            return place
    looked = ", ".join(str(place) for place in places)
    raise ModelError(
        f"no model {name!r}: no config.cfg in {looked}. "
        "Give the name of a shipped model (en_wphf) or the path of a model folder."
    )


@lru_cache(maxsize=16)
def data_path(name: str) -> Path:
    """Returns a shipped folder of knowledge that no model owns: `shared`, what all of them read; `languages`, by which
    the language of a page is told.

    Raises:
        ModelError: it is not there.
    """
    package = Path(__file__).resolve().parent
    for place in (package / "models" / name, package.parent / "models" / name):
        if place.is_dir():
            return place
    raise ModelError(f"models/{name}: not there; install wphf-extract again")


def model_text(path: Path) -> str:
    """Returns the text of a file of a model.

    Raises:
        ModelError: it is missing, or cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(
            f"{path}: {error.strerror}; copy it from the shipped model, or install wphf-extract again"
        ) from error


@lru_cache(maxsize=1)
def shared_gazetteer() -> Gazetteer:
    """Returns the shipped gazetteer, opened once in each process."""
    from wphf_extract.gazetteer import Gazetteer

    return Gazetteer(data_path("shared") / "gazetteer")
