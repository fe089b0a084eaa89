"""The municipalities and layouts that come with ordlyd: ordinary plugins, all of it data."""

from collections.abc import Iterable
from importlib.resources import files

from ordlyd import Layout, Municipality, hookimpl, read_municipalities
from plugins.layouts import LAYOUTS
from plugins.municipalities.lejre import LEJRE
from plugins.municipalities.odense import ODENSE


@hookimpl
def ordlyd_municipalities() -> Iterable[Municipality]:
    """Odense and Lejre, and the other 96 towns from ``denmark.toml``."""
    text = (files("plugins.municipalities") / "denmark.toml").read_text("utf-8")
    return (ODENSE, LEJRE, *read_municipalities(text, name="denmark.toml"))


@hookimpl
def ordlyd_layouts() -> Iterable[Layout]:
    """The looks of FirstAgenda Publication."""
    return LAYOUTS
