"""What editors show while somebody writes YAML comes from the model and is never stale."""

from __future__ import annotations

import json

import pytest
from conftest import DATA, ROOT

from microneedle_cli import schema


@pytest.mark.parametrize("kind", schema.KINDS)
def test_the_committed_schema_is_what_the_model_says(kind: str, pytestconfig: pytest.Config) -> None:
    file = DATA / "schema" / f"{kind}.json"
    if pytestconfig.getoption("--update"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(schema.schema_text(kind), "utf-8")
    assert file.read_text("utf-8") == schema.schema_text(kind)


def test_every_field_has_a_sentence_for_the_editor() -> None:
    assert {name: fields for name, fields in schema.all_fields().items() if fields} == {}


def test_the_editor_finds_a_schema_for_every_kind_of_file() -> None:
    mapped = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert set(mapped) == {f"./data/schema/{kind}.json" for kind in schema.KINDS}
    for kind in schema.KINDS:
        pattern = mapped[f"./data/schema/{kind}.json"]
        assert list(ROOT.glob(pattern)), pattern


def test_a_schema_knows_keys_choices_and_what_is_needed() -> None:
    found = json.loads(schema.schema_text("prepare"))
    step = found["definitions"]["Step"]
    assert found["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert step["required"] == ["id", "before", "text"]
    assert step["additionalProperties"] is False
    assert step["properties"]["remind"]["type"] == "boolean"
    assert "editorial" in step["properties"]["basis"]["enum"]
    assert step["properties"]["before"]["description"] == "the fact with how long before the session"
