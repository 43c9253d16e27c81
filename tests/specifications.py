"""Checks requests against the platforms' own specifications, given with `--specs DIR`.

`make conformance` runs the adapters' tests this way. Without the option nothing is checked: what
the tests themselves need of the platforms is written by hand in their loopback servers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

TELEGRAM_FILE = "telegram_bot_api.json"
DISCORD_FILE = "discord_openapi.json"
SPOTIFY_FILE = "spotify-dev-mode.yml"

_TELEGRAM_BASICS: Mapping[str, dict[str, Any]] = {
    "Integer": {"type": "integer"},
    "String": {"type": "string"},
    "Boolean": {"type": "boolean"},
    "True": {"const": True},
    "Float": {"type": "number"},
    # A file is uploaded, named by its id, or refers to another part of the same upload.
    "InputFile": {},
}
_ARRAY = "Array of "


class Requests:
    """Requests of one platform, and what is wrong with them."""

    def __init__(self) -> None:
        self.checked = 0
        self.violations: list[str] = []

    def note(self, what: str, violations: list[str]) -> None:
        self.checked += 1
        self.violations.extend(f"{what}: {violation}" for violation in violations)


class TelegramRequests(Requests):
    """Calls of Bot API methods; without a specification all of them pass."""

    def __init__(self, specification: dict[str, Any] | None) -> None:
        super().__init__()
        self._methods = specification["methods"] if specification else None
        self._types = _telegram_types(specification) if specification else {}

    def check(self, method: str, params: Mapping[str, Any]) -> None:
        """`params` as decoded from a form: JSON where a value is JSON, else text."""
        if self._methods is None:
            return
        if method not in self._methods:
            self.note(method, ["there is no such method"])
            return
        fields = self._methods[method].get("fields", [])
        schema = {**_telegram_object(fields), "$defs": self._types}
        self.note(method, _violations(schema, _as_sent(fields, params)))


class RestRequests(Requests):
    """Requests of an OpenAPI specification; without one all of them pass."""

    def __init__(self, specification: dict[str, Any] | None) -> None:
        super().__init__()
        self._paths = specification["paths"] if specification else None
        self._components = specification["components"] if specification else {}

    def check(self, method: str, path: str, query: Mapping[str, str], body: object | None) -> None:
        """`path` from the version on: `/channels/1/messages`; `body` as decoded JSON."""
        if self._paths is None:
            return
        what = f"{method} {path}"
        template = _template_of(path, self._paths)
        operation = self._paths.get(template, {}).get(method.lower()) if template else None
        if operation is None:
            self.note(what, ["there is no such request"])
            return
        known = self._known_query(template, operation)
        violations = [f"unknown in the query: {name}" for name in sorted(set(query) - set(known))]
        for name, parameter in known.items():
            violations += self._of_value(name, parameter, query.get(name))
        self.note(what, violations + self._of_body(operation, body))

    def _known_query(self, template: str, operation: Mapping[str, Any]) -> dict[str, Any]:
        shared = self._paths[template].get("parameters", [])
        parameters = map(self._resolved, [*shared, *operation.get("parameters", [])])
        return {each["name"]: each for each in parameters if each.get("in") == "query"}

    def _resolved(self, parameter: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in parameter:
            return parameter
        return self._components["parameters"][parameter["$ref"].rsplit("/", 1)[-1]]

    def _of_value(self, name: str, parameter: Mapping[str, Any], value: str | None) -> list[str]:
        if value is None:
            return [f"missing in the query: {name}"] if parameter.get("required") else []
        schema = parameter.get("schema", {})
        if schema.get("type") != "integer":
            return []
        if re.fullmatch(r"-?\d+", value) is None:
            return [f"{name} in the query: not a number"]
        return [f"{name} in the query: {each}" for each in _violations(schema, int(value))]

    def _of_body(self, operation: Mapping[str, Any], body: object | None) -> list[str]:
        described = operation.get("requestBody")
        if described is None:
            return ["a body where none belongs"] if body else []
        if body is None:
            return ["no body"] if described.get("required") else []
        schema = described["content"]["application/json"]["schema"]
        # References inside begin at the root of the specification.
        rooted = {**schema, "components": self._components}
        return _violations(rooted, self._as_specified(body))

    def _as_specified(self, body: object) -> object:
        """The body, but for what the specification is known to be wrong about."""
        return body


class DiscordRequests(RestRequests):
    """REST requests; without a specification all of them pass."""

    def _as_specified(self, body: object) -> object:
        return _snowflakes_as_text(body)


class SpotifyRequests(RestRequests):
    """Requests of the Web API as development mode has it; without a specification all pass."""


def telegram_requests(folder: Path | None) -> TelegramRequests:
    """Checks against the specification in this folder."""
    return TelegramRequests(_read(folder, TELEGRAM_FILE))


def discord_requests(folder: Path | None) -> DiscordRequests:
    """Checks against the specification in this folder."""
    return DiscordRequests(_read(folder, DISCORD_FILE))


def spotify_requests(folder: Path | None) -> SpotifyRequests:
    """Checks against the specification in this folder."""
    if folder is None:
        return SpotifyRequests(None)
    return SpotifyRequests(yaml.safe_load((folder / SPOTIFY_FILE).read_text()))


def _read(folder: Path | None, name: str) -> dict[str, Any] | None:
    return None if folder is None else json.loads((folder / name).read_text())


def _telegram_types(specification: Mapping[str, Any]) -> dict[str, Any]:
    types = specification["types"]
    return {name: _telegram_type(described) for name, described in types.items()}


def _telegram_type(described: Mapping[str, Any]) -> dict[str, Any]:
    if "subtypes" in described:
        return {"anyOf": [_telegram_schema(name) for name in described["subtypes"]]}
    return _telegram_object(described.get("fields", []))


def _telegram_object(fields: list[dict[str, Any]]) -> dict[str, Any]:
    properties = {
        each["name"]: {"anyOf": [_telegram_schema(name) for name in each["types"]]}
        for each in fields
    }
    required = [each["name"] for each in fields if each["required"]]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _telegram_schema(name: str) -> dict[str, Any]:
    if name.startswith(_ARRAY):
        return {"type": "array", "items": _telegram_schema(name.removeprefix(_ARRAY))}
    return _TELEGRAM_BASICS.get(name) or (
        {} if name in _TELEGRAM_BASICS else {"$ref": f"#/$defs/{name}"}
    )


def _as_sent(fields: list[dict[str, Any]], params: Mapping[str, Any]) -> dict[str, Any]:
    """A form has only text: what looks like a number may be one."""
    texts = {each["name"] for each in fields if "String" in each["types"]}
    return {
        name: str(value) if name in texts and isinstance(value, int | float) else value
        for name, value in params.items()
    }


def _template_of(path: str, templates: Mapping[str, Any]) -> str | None:
    """The template with the fewest placeholders: `/users/@me` before `/users/{user_id}`."""
    fitting = [template for template in templates if _fits(template, path)]
    return min(fitting, key=lambda template: template.count("{"), default=None)


def _fits(template: str, path: str) -> bool:
    pattern = re.sub(r"\\{[^/]+?\\}", "[^/]+", re.escape(template))
    return re.fullmatch(pattern, path) is not None


def _snowflakes_as_text(body: object) -> object:
    """The library sends some ids as numbers, and Discord takes them.

    Those of a message reference, and those of new attachments, which count the uploaded files.
    """
    if not isinstance(body, dict):
        return body
    parts: dict[str, Any] = {}
    if isinstance(body.get("message_reference"), dict):
        parts["message_reference"] = _ids_as_text(body["message_reference"])
    if isinstance(body.get("attachments"), list):
        parts["attachments"] = [_ids_as_text(each) for each in body["attachments"]]
    return {**body, **parts}


def _ids_as_text(named: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value) if name == "id" or name.endswith("_id") else value
        for name, value in named.items()
    }


def _violations(schema: Mapping[str, Any], value: object) -> list[str]:
    return sorted(_described(Draft202012Validator(schema), value))


def _described(validator: Draft202012Validator, value: object) -> Iterator[str]:
    for error in validator.iter_errors(value):
        deepest = max(error.context or [error], key=lambda one: len(one.absolute_path))
        where = "/".join(str(part) for part in deepest.absolute_path) or "."
        yield f"{where}: {deepest.message[:300]}"
