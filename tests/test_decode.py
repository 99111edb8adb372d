"""Every mistake in a knowledge file is reported with its place; nothing hostile gets through or hangs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import DATA, ONE_OF_EACH_KIND, TODAY, copy_of_knowledge
from hypothesis import given
from hypothesis import strategies as st

from microneedle_cli import assemble, model
from microneedle_cli.decode import SIZE_LIMIT, decode, read_bytes
from microneedle_cli.errors import FileTrouble

MISTAKES = sorted(Path(__file__).with_name("mistakes").glob("*.yaml"))


def expected(file: Path) -> list[str]:
    lines = file.read_text("utf-8").splitlines()
    return [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]


@pytest.mark.parametrize("file", MISTAKES, ids=lambda file: file.stem)
def test_a_mistake_is_reported_where_it_stands(file: Path) -> None:
    found = assemble.check_path(file, str(DATA), TODAY).problems
    said = [f"{problem.line}:{problem.column}: {problem.message}" for problem in found]
    assert expected(file), "the first line says what must be reported"
    for line in expected(file):
        assert any(text.startswith(line) for text in said), said
    assert len(said) == len(expected(file)), said


@pytest.mark.parametrize("file", sorted(MISTAKES[0].with_name("whole").iterdir()), ids=lambda file: file.stem)
def test_a_mistake_in_the_whole_is_reported(file: Path, own_copy: Path) -> None:
    first, *_ = file.read_text("utf-8").splitlines()
    target = own_copy / first.removeprefix("# add to: ")
    target.write_text(target.read_text("utf-8") + file.read_text("utf-8"), "utf-8")
    found = assemble.check_path(own_copy, str(DATA), TODAY).problems
    assert any(expected(file)[0] in problem.message for problem in found), found


def test_all_mistakes_of_a_file_come_in_one_run_in_order_of_lines() -> None:
    problems = assemble.check_path(MISTAKES[0].with_name("four-mistakes-at-once.yaml"), str(DATA), TODAY).problems
    assert [problem.line for problem in problems] == [7, 8, 9, 10]


STEPS = "steps:\n  - id: a\n    before: sun-before\n    text: {text}\n    sources: [fda-mn]\n"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("no", "no"),
        ("1.10", "1.10"),
        ("12:30", "12:30"),
        ("'[x] done :x: {{0}} <b>'", "[x] done :x: {{0}} <b>"),
        ("Pas op é ü ß", "Pas op é ü ß"),
        ('"\U0001f469‍\U0001f52c مرحبا שלום"', "\U0001f469‍\U0001f52c مرحبا שלום"),
    ],
)
def test_the_type_of_the_field_decides_not_the_guess_of_yaml(written: str, text: str) -> None:
    decoded = decode(STEPS.replace("{text}", written).encode(), model.PrepareFile, "prepare.yaml")
    assert not decoded.problems
    assert decoded.value.steps[0].text == text


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_byte_order_marks_and_line_ends_do_not_matter(ending: str, mark: bytes) -> None:
    text = STEPS.replace("{text}", "Keep cool.").replace("\n", ending).removesuffix(ending)
    decoded = decode(mark + text.encode(), model.PrepareFile, "prepare.yaml")
    assert decoded.value.steps[0].text == "Keep cool."


def test_json_is_yaml() -> None:
    text = b'{"steps": [{"id": "a", "before": "b", "text": "c", "sources": ["d"], "remind": true}]}'
    assert decode(text, model.PrepareFile, "x").value.steps[0].remind is True


HOSTILE = {
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep mappings": b"{a: " * 100_000,
    "deep keys": b"? " * 100_000,
    "alias bomb": b"a: &a [x,x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (n, n, n - 1, n - 1) for n in b"bcdefghi"),
    "merge bomb": b"a: &a {x: 1}\nb: {<<: [*a, *a]}\n",
    "many values": b"- x\n" * 100_000,
    "many mistakes": b"steps:\n" + b"  - {a: b}\n" * 4_000,
    "long word": b"steps: " + b"x" * 100_000,
    "too large": b"#" * (SIZE_LIMIT + 1),
    "nul": b"steps: \x00",
    "latin-1": b"steps: caf\xe9",
    "overlong": b"steps: \xc0\xaf",
    "surrogate": b"steps: \xed\xa0\x80",
    "utf-16": "steps: []".encode("utf-16"),
    "gzip": b"\x1f\x8b\x08\x00rest",
    "picture": b"\x89PNG\r\n\x1a\n",
    "office": b"PK\x03\x04rest",
    "escape": b'steps: "\\e[31m"',
    "bidi": "steps: a\u202eb".encode(),
    "tag characters": "steps: a\U000e0041".encode(),
    "bad escape": b'steps: "\\U00110000"',
    "lone surrogate": b'steps: "\\ud800"',
    "five thousand digits": b"steps: " + b"9" * 5_000,
    "strange tags": b"steps: !!set {a, b}",
    "include": b"steps: !include /etc/passwd",
    "version": b"%YAML 9.9\n---\nsteps: []",
    "empty": b"",
    "comment": b"# nothing\n",
    "number": b"42\n",
    "null": b"null\n",
    "not a word as key": b"? [a, b]\n: c\n",
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_get_a_sentence(content: bytes) -> None:
    decoded = decode(content, assemble.ALL_KINDS, "hostile.yaml")
    assert decoded.value is None
    assert 1 <= len(decoded.problems) <= 101
    for problem in decoded.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert str(problem).isprintable()
        assert len(str(problem)) < 1_000


@given(st.binary(max_size=300))
def test_no_bytes_raise(content: bytes) -> None:
    decoded = decode(content, assemble.ALL_KINDS, "any.yaml")
    assert decoded.problems


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    decode(f"steps: {text}".encode("utf-8", "surrogatepass"), assemble.ALL_KINDS, "any.yaml")


def test_a_comment_that_cuts_off_a_text_is_noticed_and_is_no_mistake() -> None:
    decoded = decode(STEPS.replace("{text}", "Use SPF # or more").encode(), model.PrepareFile, "x")
    assert not decoded.problems
    assert [(notice.line, notice.column) for notice in decoded.notices] == [(4, 19)]


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), os.mkfifo, lambda path: path.symlink_to(path)])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, make: object) -> None:
    path = tmp_path / "file.yaml"
    make(path)  # type: ignore[operator]
    with pytest.raises(FileTrouble):
        read_bytes(path)


@pytest.mark.parametrize("name", ["missing.yaml", "n" * 300, "nul\0.yaml"])
def test_what_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileTrouble):
        read_bytes(tmp_path / name)


def test_an_endless_file_is_not_read_to_its_end() -> None:
    with pytest.raises(FileTrouble):
        read_bytes(Path("/dev/zero"))


@pytest.fixture
def own_copy(tmp_path: Path) -> Path:
    """A copy of the shipped knowledge to spoil."""
    return copy_of_knowledge(tmp_path / "data")


@pytest.mark.parametrize("file", ONE_OF_EACH_KIND, ids=lambda file: file.name)
def test_a_copy_of_a_knowledge_file_is_checked_as_what_it_is(file: Path, tmp_path: Path) -> None:
    """Also with a byte order mark and the line ends of Windows."""
    copy = tmp_path / "copy.yaml"
    copy.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert assemble.check_path(copy, str(DATA), TODAY).problems == ()
