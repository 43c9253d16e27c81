"""Whatever Mien says to people stands in `bot/replies`, where it is translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = [*ROOT.glob("adapters/**/*.py"), *ROOT.glob("bot/conversation/*.py")]
LOGS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
WORD = re.compile(r"[^\W\d_]{2,}")


def sentences(source: str) -> list[str]:
    """String literals that read as if they were for people."""
    tree = ast.parse(source)
    apart = {id(text) for node in ast.walk(tree) for text in not_for_people(node)}
    literals = (node for node in ast.walk(tree) if id(node) not in apart)
    return [text for text in map(words_of, literals) if looks_like_a_sentence(text)]


def not_for_people(node: ast.AST) -> Iterator[ast.AST]:
    """What stands below, where it is a docstring, or in a log, an exception, a metric, a type."""
    match node:
        case ast.Expr(value=ast.Constant() as text):
            yield text
        case ast.Call(func=called) if for_developers(called):
            yield from ast.walk(node)
        case ast.arg(annotation=ast.AST() as kind) | ast.AnnAssign(annotation=kind):
            yield from ast.walk(kind)
        case ast.FunctionDef(returns=ast.AST() as kind):
            yield from ast.walk(kind)
        case ast.AsyncFunctionDef(returns=ast.AST() as kind):
            yield from ast.walk(kind)
        case ast.JoinedStr(values=parts):
            yield from (part for part in parts if isinstance(part, ast.Constant))


def for_developers(called: ast.expr) -> bool:
    name = ast.unparse(called)
    logs = isinstance(called, ast.Attribute) and called.attr in LOGS
    counts = name in {"Counter", "Gauge", "Histogram"}
    return logs or counts or name.endswith("Error") or name == "super().__init__"


def words_of(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts
            )
    return ""


def looks_like_a_sentence(text: str) -> bool:
    words = WORD.findall(text)
    begins = re.match(r"\W*[A-ZÄÖÜÉ][a-zäöüé']*\s", text) is not None
    ends = re.search(r"[a-z\d…)\"'”][.!?…]\s*$", text) is not None
    return len(words) >= 2 and " " in text.strip() and (begins or ends)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_stands_outside_of_replies(path: Path):
    assert sentences(path.read_text(encoding="utf-8")) == []


def test_a_sentence_is_found_wherever_it_hides():
    source = """
def answer(name: "A type of it.") -> "Or this one.":
    '''Answers the one who asked.'''
    log.info("Answered in good time.")
    if not name:
        raise ValueError(f"No name for {name}.")
    send("Hello there")
    send(text=f"{name} is wanted at the door.")
    return {"question": "how are you?"}
"""
    assert sorted(sentences(source)) == ["Hello there", "how are you?", "… is wanted at the door."]


@pytest.mark.parametrize("text", ["", "user-agent", "Content-Type", "no-store, max-age=0", "%d of"])
def test_what_machines_read_is_no_sentence(text: str):
    assert not looks_like_a_sentence(text)
