"""Looks for what should not be there: `python -m tests.audits secrets` and `… vulnerabilities`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKED = ("run", "development", "training")
# A line with one of these holds something random that opens nothing.
HARMLESS_LINES = (
    # Neither anything quoted nor a telling word: two thirds of all lines, and of the time.
    r"""^(?!.*(?:["'`]|(?i:secret|token|passw|pwd|key|begin|://)))""",
    r'^(down_)?revision = "[0-9a-f]{12}"',
    r'"?sha256"?',
    r'^\s*"\w+\.(arrow|npy|json)": "[0-9a-f]{64}",?$',
    r'^\s*"version": "[0-9a-f]{12}"$',
    r"noqa: S105 - ",
    r"SecretStr\(SECRET\)",
)
# What could lie about here. Each costs a look at every line.
LOOKED_FOR = (
    "AWSKeyDetector",
    "BasicAuthDetector",
    "DiscordBotTokenDetector",
    "GitHubTokenDetector",
    "HexHighEntropyString",
    "JwtTokenDetector",
    "KeywordDetector",
    "OpenAIDetector",
    "PrivateKeyDetector",
    "PypiTokenDetector",
    "SlackDetector",
    "TelegramBotTokenDetector",
)
# Made up for tests; nothing of them opens anything.
SAMPLES = (
    # As the scanner cuts it: without the number of the bot and what comes after 35 characters.
    "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw-",
    "MTk4NjIyNDgzNDcxOTI1MjQ4AA.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",  # pragma: allowlist secret
    "secret-word",
    "pass-word",
    "very-secret",
    "sesame",
    "x",
)
# Hashes, numbers and drawings, too long to look at line by line.
UNREAD = (".txt", ".npy", ".arrow", ".onnx", ".png", ".svg", ".po", ".pot", ".csv", ".bin")


class NobodyToAskError(Exception):
    """The database of vulnerabilities did not answer."""


def found_secrets(names: Iterable[str], *, root: Path = ROOT) -> list[str]:
    """`file:line kind` for everything in these files that looks like a token or a password."""
    from detect_secrets import SecretsCollection
    from detect_secrets.settings import transient_settings

    found = SecretsCollection(root=str(root))
    excluded = "detect_secrets.filters.regex.should_exclude"
    samples = [f"(^|:){re.escape(word)}$" for word in SAMPLES]
    config = {
        "plugins_used": [{"name": name} for name in LOOKED_FOR],
        "filters_used": [
            {"path": "detect_secrets.filters.allowlist.is_line_allowlisted"},
            {"path": "detect_secrets.filters.heuristic.is_indirect_reference"},
            {"path": "detect_secrets.filters.heuristic.is_likely_id_string"},
            {"path": "detect_secrets.filters.heuristic.is_templated_secret"},
            {"path": f"{excluded}_line", "pattern": list(HARMLESS_LINES)},
            {"path": f"{excluded}_secret", "pattern": samples},
        ],
    }
    with transient_settings(config):
        for name in names:
            if not name.endswith(UNREAD):
                found.scan_file(name)
    return sorted(f"{name}:{one.line_number} {one.type}" for name, one in found)


def tracked_files() -> list[str]:
    """All that git knows of."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603
    return [name for name in listed.stdout.split("\0") if name]


def secrets() -> int:
    """1 where something was found."""
    names, at_once = tracked_files(), os.cpu_count() or 1
    with ProcessPoolExecutor(at_once) as pool:
        parts = pool.map(found_secrets, [names[start::at_once] for start in range(at_once)])
        found = sorted(one for part in parts for one in part)
    for one in found:
        print(f"looks like a secret: {one}")  # noqa: T201
    if found:
        print("Take it out and make it void; a harmless one is named in tests/audits.py.")  # noqa: T201
    return 1 if found else 0


def vulnerabilities() -> int:
    """1 where a locked version has a known hole; where nobody can be asked, that is said loudly."""
    try:
        verdicts = [_audited(f"requirements/{name}.txt") for name in LOCKED]
    except NobodyToAskError as error:
        print(f"WARNING: the locked versions were NOT audited, nobody could be asked: {error}")  # noqa: T201
        return 0
    return 1 if any(verdicts) else 0


def _audited(requirements: str) -> bool:
    asked = ["--vulnerability-service", "osv", "--disable-pip", "--requirement", requirements]
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", *asked]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return judged(requirements, code=ended.returncode, out=ended.stdout, err=ended.stderr)


def judged(requirements: str, *, code: int, out: str, err: str) -> bool:
    """Whether a hole is known, which is said; NobodyToAskError."""
    if code == 0:
        print(f"{requirements}: no known vulnerability")  # noqa: T201
        return False
    if out.strip():
        print(f"{requirements}: VULNERABLE\n{out}")  # noqa: T201
        return True
    why = err.strip().splitlines()[-1:] or ["no reason given"]
    raise NobodyToAskError(why[0][:200])


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    return {"secrets": secrets, "vulnerabilities": vulnerabilities}[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
