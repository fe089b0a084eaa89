"""Settings: what one may say once instead of on every command line.

In order of precedence: the command line (passed to :func:`load_settings`), the environment
(``ORDLYD_ARCHIVE``), the file ``ordlyd.toml`` in the working folder or named by
``ORDLYD_CONFIG``, and the defaults below. A name that no setting has is an error in each of
them, for a misspelt setting that is quietly ignored is worse than none. ``docs/settings.md``
describes each setting.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from ordlyd.errors import SettingsError
from ordlyd.rulefile import check_rules
from ordlyd.rules import TABLES, Alert, Search

CONFIG_FILE = "ordlyd.toml"
PREFIX = "ORDLYD_"
_CONFIG_VARIABLE = f"{PREFIX}CONFIG"
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_file_values: ContextVar[Mapping[str, Any]] = ContextVar("_file_values")

WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
"""A span of hours of the day; it may go over midnight."""

LogLevel = Literal["debug", "info", "warning", "error"]


def _place(value: object) -> object:
    """A PostgreSQL address stays text; anything else is a folder, ``~`` expanded."""
    if not isinstance(value, str) or "://" not in value:
        return _folder(value)
    if not value.startswith("postgresql"):
        raise ValueError("is neither a folder nor a postgresql:// address")
    return value


def _folder(value: object) -> object:
    if not isinstance(value, str | Path):
        return value
    if not str(value).strip():
        raise ValueError("is empty")
    return Path(value).expanduser()


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _window(value: object) -> object:
    if isinstance(value, str) and not WINDOW.fullmatch(value.strip()):
        raise ValueError("is no span of hours such as 22:00-06:00")
    return value.strip() if isinstance(value, str) else value


def _site_address(value: object) -> object:
    """An address of a folder on the web, with a stroke at its end."""
    if not isinstance(value, str):
        return value
    if not _WEB_ADDRESS.fullmatch(value.strip()):
        raise ValueError("is no web address such as https://example.dk/ordlyd/")
    return value.strip().rstrip("/") + "/"


class Settings(BaseSettings):
    """Every setting with its type and default; made by :func:`load_settings`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    archive: Annotated[Path | str, BeforeValidator(_place)] = Field(
        default=Path("archive"), description="Folder of the archive, or a postgresql:// address"
    )
    language: Literal["da", "en"] = Field(default="da", description="Language of reports")
    max_document_mb: int = Field(
        default=100, ge=1, le=2000, description="Largest document that is read, in megabytes"
    )
    mask_personal_data: bool = Field(
        default=True, description="Hide e-mail, phone and CPR numbers in reports and exports"
    )
    site_url: Annotated[str | None, BeforeValidator(_site_address)] = Field(
        default=None, description="Where the site of reports lies on the web"
    )
    plugin_dir: Annotated[Path, BeforeValidator(_folder)] = Field(
        default=Path("plugins.d"), description="Folder of municipalities described in TOML"
    )
    contact: str | None = Field(
        default=None, description="Mail or web address that a council can write to about the crawl"
    )
    homepage: str | None = Field(
        default=None, description="Web page that tells what the crawl is for"
    )
    attachments: bool = Field(
        default=False, description="Whether a crawl fetches the attachments' bytes as well"
    )
    crawl_delay: float = Field(
        default=1.0, ge=0, le=600, description="Seconds between two requests to one host"
    )
    platform_delay: float = Field(
        default=0.25, ge=0, le=600, description="Seconds between two to all hosts of a platform"
    )
    crawl_timeout: float = Field(default=60.0, gt=0, le=600, description="Seconds for one answer")
    crawl_tries: int = Field(default=4, ge=1, le=10, description="Tries for one answer")
    crawl_at_once: int = Field(
        default=8, ge=1, le=100, description="Municipalities crawled at one time"
    )
    crawl_window: Annotated[str | None, BeforeValidator(_window)] = Field(
        default=None, description="Hours of the night in which live hosts are crawled"
    )
    reread_days: int = Field(
        default=90, ge=0, le=3650, description="Days for which meetings are fetched at each crawl"
    )
    log_level: Annotated[LogLevel, BeforeValidator(_lower)] = Field(
        default="warning", description="How much is told on stderr"
    )
    debug: bool = Field(default=False, description="Show where in ordlyd a fault arose")
    searches: tuple[Search, ...] = Field(default=(), description="Searches that have a feed")
    alerts: tuple[Alert, ...] = Field(default=(), description="Rules that send messages")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - fixed by the base class
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the file after the environment; there are no other sources."""
        in_file = InitSettingsSource(settings_cls, dict(_file_values.get({})))
        return init_settings, env_settings, in_file


def load_settings(**overrides: object) -> Settings:
    """Read the settings from all their sources.

    Args:
        **overrides: What the command line says; ``None`` means that it says nothing.

    Raises:
        SettingsError: A name is unknown or a value cannot be used; names where it stands.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    path = _config_path()
    in_file = _read(path) if path else {}
    _refuse_unknown(given, "The command line")
    _refuse_unknown(_environment(), "The environment", prefix=PREFIX)
    _refuse_unknown(in_file, str(path))
    _refuse_tables_elsewhere()
    if path:
        check_rules(in_file, path)
    token = _file_values.set(in_file)
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks each value
    except ValidationError as error:
        raise _unusable(error, given, path) from error
    finally:
        _file_values.reset(token)


def _config_path() -> Path | None:
    named = os.environ.get(_CONFIG_VARIABLE)
    path = Path(named or CONFIG_FILE).expanduser()
    if path.is_file():
        return path
    if named:
        raise SettingsError(
            f"There is no file {path}, which {_CONFIG_VARIABLE} names.",
            hint=f"Correct {_CONFIG_VARIABLE}, or unset it to use ./{CONFIG_FILE}.",
        )
    return None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} is not TOML: {error}.", hint='A setting is written as: language = "da"'
        ) from error


def _refuse_tables_elsewhere() -> None:
    if any(name in TABLES for name in _environment()):
        raise SettingsError(
            f"The environment sets {' or '.join(_written(name, PREFIX) for name in TABLES)}.",
            hint=f"Rules stand in {CONFIG_FILE}; see docs/alerts.md.",
        )


def _environment() -> list[str]:
    names = (name.upper() for name in os.environ)
    return [
        name.removeprefix(PREFIX).lower()
        for name in names
        if name.startswith(PREFIX) and name != _CONFIG_VARIABLE
    ]


def _refuse_unknown(names: Iterable[str], where: str, *, prefix: str = "") -> None:
    for name in names:
        if name in Settings.model_fields:
            continue
        near = difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.5)
        written = [_written(known, prefix) for known in near or sorted(Settings.model_fields)]
        raise SettingsError(
            f"{where} sets “{_written(name, prefix)}”, which is no setting.",
            hint=f"Did you mean {written[0]}?" if near else f"Known are {', '.join(written)}.",
        )


def _written(name: str, prefix: str) -> str:
    return f"{prefix}{name}".upper() if prefix else name


def _unusable(
    error: ValidationError, given: Mapping[str, object], path: Path | None
) -> SettingsError:
    """Name the source that the first unusable value came from."""
    first = error.errors()[0]
    where, name = _origin(str(first["loc"][0]), given, path)
    problem = first["msg"].removeprefix("Value error, ").lower()
    return SettingsError(
        f"{where} sets {name} to {first['input']!r}: {problem}.", hint="See docs/settings.md."
    )


def _origin(name: str, given: Mapping[str, object], path: Path | None) -> tuple[str, str]:
    """Return the source that decides a setting, and the setting's name there."""
    if name in given:
        return "The command line", name
    if name in _environment():
        return "The environment", _written(name, PREFIX)
    return str(path), name
