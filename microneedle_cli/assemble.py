"""All knowledge files -> checked sections, with every {fact} in words; or every mistake in them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from microneedle_cli import evidence, facts, knowledge, model, rules
from microneedle_cli.decode import Decoded, decode, did_you_mean, read_bytes, shown
from microneedle_cli.document import split_words
from microneedle_cli.errors import FileTrouble, Problem
from microneedle_cli.record import Record
from microneedle_cli.store import Sections

ALL_KINDS: dict[str, type[Record]] = {**knowledge.SHARED_KINDS, **knowledge.LANGUAGE_KINDS}


class Checked(Record):
    """What `mn validate` found: how many files, the mistakes, and what is no mistake but worth a look."""

    files: int
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def assemble(folder: str, language: str, to_search: bool) -> tuple[Sections, tuple[Problem, ...]]:
    """The sections of a language and no problems, or all problems; with `to_search` also the index of the search.

    Without it the files of the search are not read: they are as long as all the others. How long ago something was
    reviewed is no problem here: an old text is better than none, and pages have their date. Raises `FileTrouble`.
    """
    names = knowledge.files_for(language, knowledge.knowledge_files(folder))[0]
    decoded, problems = decode_files(folder, names if to_search else without_search(names))
    if not problems:
        problems += missing_files(decoded, language, to_search)
        problems += rules.check(decoded.values(), None)
    if problems:
        return {}, tuple(problems)
    return sections_of(decoded, to_search), ()


def decode_files(folder: str, names: Iterable[str]) -> tuple[dict[str, Decoded], list[Problem]]:
    """Name within the folder -> what the file says, and the mistakes of all of them."""
    decoded: dict[str, Decoded] = {}
    problems: list[Problem] = []
    collecting = gc.isenabled()
    gc.disable()  # thousands of small values and no cycles: collecting triples the time
    try:
        for name in names:
            kind = knowledge.kind_of(name)
            if kind is None:
                known = [key if key.endswith(".yaml") else f"{key}/" for key in ALL_KINDS]
                near = did_you_mean(name.rsplit("/", 1)[-1], known)
                problems.append(Problem(name, 1, 1, f"no kind of knowledge file has this name and place.{near}"))
                continue
            decoded[name] = decode(read_bytes(Path(folder, name)), kind, name)
            problems += decoded[name].problems
    finally:
        if collecting:
            gc.enable()
    return decoded, problems


def without_search(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.rsplit("/", 1)[-1] not in knowledge.SEARCH_FILES]


def missing_files(decoded: Mapping[str, Decoded], language: str, to_search: bool = True) -> list[Problem]:
    present = {type(file.value) for file in decoded.values()}
    problems = []
    for name, kind in ALL_KINDS.items():
        if kind not in present and (to_search or name not in knowledge.SEARCH_FILES):
            place = name if name in knowledge.SHARED_KINDS else f"{language}/{name}"
            problems.append(Problem(place, 1, 1, f"this file is missing; see {shown('README.md')} of the folder"))
    return problems


def sections_of(decoded: Mapping[str, Decoded], to_search: bool) -> Sections:
    """Section -> id -> record, in reading order, with facts in words and the basis of each statement worked out.

    Without `to_search` the index of the search is left out, which takes as long as all the rest.
    """
    values = [file.value for file in decoded.values()]

    def entries(kind: type[Record], field: str) -> list[Any]:
        found = [entry for value in values if isinstance(value, kind) for entry in getattr(value, field)]
        return sorted(found, key=lambda entry: getattr(entry, "order", 0))

    def only(kind: type[Record]) -> Any:
        return next(value for value in values if isinstance(value, kind))

    words: model.Words = only(model.WordsFile).words
    units = facts.unit_words(words)
    amounts = {
        fact.id: facts.in_words(facts.parse_amount(fact.value), units) for fact in entries(model.FactsFile, "facts")
    }
    bases = {
        source.id: source.basis or model.BASIS_OF_KIND[source.kind] for source in entries(model.SourcesFile, "sources")
    }

    def filled(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(filled(item) for item in value)
        if not isinstance(value, Record):
            return value
        changed = {field: filled(getattr(value, field)) for field in value.fields}
        for field in ("text", "question", "meaning", "act", "glance", "tell", "claim", "then"):
            if isinstance(changed.get(field), str):
                changed[field] = facts.fill(changed[field], amounts)
        if isinstance(value, model.Cells):
            changed["cells"] = tuple(facts.fill(cell, amounts) for cell in value.cells)
        if isinstance(value, model.Glance):
            changed |= {key: facts.fill(getattr(value, key), amounts) for key in ("gain", "harm", "sessions", "red")}
        if isinstance(value, model.Overview):
            changed["how"] = facts.fill(value.how, amounts)
        if isinstance(value, (model.Statement, model.Item, model.Step, model.Sign)) and value.basis is None:
            changed["basis"] = bases[value.sources[0]]
        return type(value)(**changed)

    def by_id(found: Iterable[Any], name: str = "id") -> dict[str, Any]:
        return {str(getattr(entry, name)): filled(entry) for entry in found}

    groups = entries(model.FaqFile, "groups")
    questions = [question for group in groups for question in group.questions]
    searched: Sections = {}
    if to_search:
        levels = entries(model.WarningsFile, "levels")
        elsewhere = only(model.ElsewhereFile).elsewhere
        searched = evidence.build(questions, levels, only(model.SearchFile), only(model.AskedFile).examples, elsewhere)
    return {
        "edition": {"it": only(model.EditionFile).edition},
        "words": {"it": words},
        "home": {"it": filled(only(model.HomeFile).home)},
        **searched,
        "schedule": {"it": filled(only(model.ScheduleFile))},
        "plan_words": {"it": only(model.PlanFile).words},
        "pause": by_id(entries(model.PlanFile, "pauses")),
        "in_short": by_id(entries(model.InShortFile, "pages"), "page"),
        "check": {"it": filled(only(model.CheckFile))},
        "options": {"it": filled(only(model.OptionsFile))},
        "claim": by_id(claim for claim in entries(model.ClaimsFile, "claims")),
        "claim_test": {"it": filled(only(model.ClaimsFile).test)},
        "level": by_id(entries(model.WarningsFile, "levels"), "level"),
        "group": {
            group.id: model.Contents(
                group.id,
                group.title,
                tuple(model.Entry(question.id, question.question) for question in group.questions),
            )
            for group in groups
        },
        "question": by_id(questions),
        "topic": by_id(entries(model.ExplainFile, "topics")),
        "phase": by_id(entries(model.AftercareFile, "phases")),
        "activity": by_id(entries(model.AftercareFile, "activities")),
        "aftercare_part": by_id(entries(model.AftercareFile, "parts")),
        "step": by_id(entries(model.PrepareFile, "steps")),
        "prepare_part": by_id(entries(model.PrepareFile, "parts")),
        "scar": by_id(entries(model.ScarsFile, "scars")),
        "scar_text": by_id(entries(model.ScarTextsFile, "scar_texts")),
        "skin_type": by_id(entries(model.SkinTypesFile, "skin_types"), "type"),
        "term": by_id(entries(model.GlossaryFile, "terms")),
        "term_forms": {"it": dict(term_forms(entries(model.GlossaryFile, "terms")))},
        "fact": by_id(entries(model.FactsFile, "facts")),
        "source": by_id(entries(model.SourcesFile, "sources")),
    }


def check_path(path: Path, folder: str, today: date) -> Checked:
    """Every mistake in a file, in a folder of files, or in a whole knowledge folder.

    A file or folder inside a knowledge folder is checked with the rest of that folder; any other file against the
    ids of `folder`. Raises `FileTrouble` when `path` cannot be read.
    """
    root = root_of(path)
    if root is not None:
        checked = check_folder(root, today)
        inner = path.resolve().relative_to(root).as_posix()
        wanted = [
            [problem for problem in found if inner in (".", problem.file) or problem.file.startswith(f"{inner}/")]
            for found in (checked.problems, checked.notices)
        ]
        shown_as = (str(path)[: -len(inner)] if inner != "." else f"{path}/") if str(path) != "." else ""
        problems, notices = (tuple(p.replace(file=shown_as + p.file) for p in found) for found in wanted)
        return Checked(checked.files if inner == "." else len(list(yaml_files(path))), problems, notices)
    problems_found: list[Problem] = []
    notices_found: list[Problem] = []
    names = list(yaml_files(path))
    for name in names:
        try:
            content = read_bytes(name)
        except FileTrouble as trouble:
            if name == path:
                raise
            problems_found.append(Problem(str(name), 1, 1, trouble.message))
            continue
        decoded = decode(content, ALL_KINDS, shown(str(name), 300)[1:-1])
        problems_found += decoded.problems
        notices_found += decoded.notices
        if decoded.value is not None:
            known = known_ids(folder, tuple(knowledge.knowledge_files(folder).items()))
            problems_found += rules.check((decoded,), today, known)
    return Checked(len(names), tuple(problems_found), tuple(notices_found))


def term_forms(terms: Iterable[model.Term]) -> Iterable[tuple[str, str]]:
    """("tram track", "track-marks"): each form of each word that pages explain, as it is looked up, and its id."""
    for term in terms:
        for form in (term.term, *term.also) if term.on_pages else ():
            yield " ".join(split_words(form)), term.id


@lru_cache(maxsize=1)
def known_ids(folder: str, files: tuple[tuple[str, tuple[int, int]], ...]) -> dict[str, set[str]]:
    """The ids that a file from elsewhere may refer to; `files` with size and time says when to look again."""
    names = knowledge.files_for(knowledge.DEFAULT_LANGUAGE, dict(files))[0]
    others, _ = decode_files(folder, without_search(names))
    return rules.ids_in(others.values())


def preview(path: Path, folder: str, language: str, today: date) -> tuple[Sections, type[Record] | None, Checked]:
    """The sections of a language as they would be with this file in place of its kind, and what kind it is.

    For a folder kind (faq, explain) the sections hold only what the file brings. No sections when it has mistakes.
    """
    content = decode(read_bytes(path), ALL_KINDS, shown(str(path), 300)[1:-1])
    kind = type(content.value) if content.value is not None else None
    files = knowledge.knowledge_files(folder)
    names = [name for name in knowledge.files_for(language, files)[0] if knowledge.kind_of(name) is not kind]
    others, problems = decode_files(folder, without_search(names))
    if kind is not None and not problems:
        known = rules.ids_in((*others.values(), *decoded_of_kind(folder, language, files, kind)))
        problems = rules.check((content,), today, known)
    problems += content.problems
    checked = Checked(1, tuple(problems), content.notices)
    return ({} if problems else sections_of({**others, str(path): content}, to_search=False)), kind, checked


def decoded_of_kind(folder: str, language: str, files: Mapping[str, Any], kind: type[Record]) -> Iterable[Decoded]:
    """What the files of that kind say in the folder: their ids are known to the file that takes their place."""
    names = [name for name in knowledge.files_for(language, files)[0] if knowledge.kind_of(name) is kind]
    return decode_files(folder, names)[0].values()


def check_folder(root: Path, today: date) -> Checked:
    """The check of every language of a knowledge folder."""
    files = knowledge.knowledge_files(str(root))
    problems: dict[Problem, None] = {}
    notices: dict[Problem, None] = {}
    for language in knowledge.languages(files) or (knowledge.DEFAULT_LANGUAGE,):
        decoded, found = decode_files(str(root), knowledge.files_for(language, files)[0])
        if not found:
            found += missing_files(decoded, language)
            found += rules.check(decoded.values(), today)
        problems.update(dict.fromkeys(found))
        notices.update((notice, None) for file in decoded.values() for notice in file.notices)
    return Checked(len(files), tuple(problems), tuple(notices))


def root_of(path: Path) -> Path | None:
    """The knowledge folder that the path is in, or is; None when it is in none."""
    resolved = path.resolve()
    for folder in (resolved, *resolved.parents[:3]):
        try:
            if (folder / "facts.yaml").is_file() and (folder / "sources.yaml").is_file():
                inner = resolved.relative_to(folder).as_posix()
                return folder if resolved.is_dir() or knowledge.kind_of(inner) else None
        except OSError:
            return None
    return None


def yaml_files(path: Path) -> Iterable[Path]:
    """The file itself, or all YAML files below a folder. Raises `FileTrouble` when there are none."""
    if not path.is_dir():
        yield path
        return
    found = [path / name for name in knowledge.knowledge_files(str(path))]
    if not found:
        raise FileTrouble(f"There are no YAML files in {shown(str(path), 300)}.", "Give a file or a folder of them.")
    yield from found
