"""Model -> JSON Schema (draft 7) for each kind of file, so that an editor helps whoever writes YAML.

What the editor shows beside a key is the comment beside the field in `model`.
"""

from __future__ import annotations

import inspect
import json
import re
import types
import typing
from datetime import date
from typing import Any, Literal

from microneedle_cli import model
from microneedle_cli.decode import type_hints
from microneedle_cli.knowledge import LANGUAGE_KINDS, SHARED_KINDS
from microneedle_cli.record import Record

KINDS: dict[str, type[Record]] = {
    name.removesuffix(".yaml"): kind for name, kind in (*SHARED_KINDS.items(), *LANGUAGE_KINDS.items())
}


def schema_text(kind: str) -> str:
    """The schema of a kind of file as JSON text with a line end."""
    definitions: dict[str, Any] = {}
    top = described(KINDS[kind], definitions)
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind,
        **top,
        "definitions": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def described(cls: type[Record], definitions: dict[str, Any]) -> dict[str, Any]:
    """A record as an object schema; records inside it go to `definitions`."""
    sentences = comments(cls)
    properties = {}
    for field, hint in type_hints(cls).items():
        properties[field] = value_schema(hint, definitions)
        if field in sentences:
            if "$ref" in properties[field]:  # draft 7 ignores what stands beside a reference
                properties[field] = {"allOf": [properties[field]]}
            properties[field] = {"description": sentences[field], **properties[field]}
    return {
        "description": cls.__dict__.get("__doc__") or f"A file with {sentences_of(cls)}.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [field for field in properties if not hasattr(cls, field)],
    }


def sentences_of(cls: type[Record]) -> str:
    return " and ".join(comments(cls).get(field, field) for field in cls.fields)


def comments(cls: type[Record]) -> dict[str, str]:
    """Field -> the comment on its line."""
    source = "".join(inspect.getsource(base) for base in reversed(cls.__mro__) if base.__module__ == cls.__module__)
    found = re.findall(r"(?m)^    (\w+): .*?  # (?!noqa)(.+)$", source)
    return dict(found)


def value_schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return value_schema(next(a for a in typing.get_args(hint) if a is not type(None)), definitions)
    if origin is typing.Annotated:
        if str(hint.__metadata__[0]).startswith("new "):
            return {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"}
        return {"type": "string", "minLength": 1}
    if origin is tuple:
        return {"type": "array", "items": value_schema(typing.get_args(hint)[0], definitions)}
    if origin is Literal:
        return {"enum": list(typing.get_args(hint))}
    if hint is bool:
        return {"type": "boolean"}
    if hint is int:
        return {"type": "integer"}
    if hint is date:
        return {"type": "string", "format": "date"}
    if hint.__name__ not in definitions:
        definitions[hint.__name__] = {}
        definitions[hint.__name__] = described(hint, definitions)
    return {"$ref": f"#/definitions/{hint.__name__}"}


def all_fields() -> dict[str, tuple[str, ...]]:
    """Class name -> its fields that have no sentence; the interface's words speak for themselves."""
    classes = [cls for cls in vars(model).values() if isinstance(cls, type) and issubclass(cls, Record)]
    return {
        cls.__name__: tuple(sorted({*cls.fields} - {*comments(cls)}))
        for cls in classes
        if cls not in (Record, model.Words, model.Entry, model.Contents)
    }
