#!/bin/sh
# Looks at the machine, each time: that is quick. Prepares .venv from constraints.txt where it is not what the lists
# ask for. With --tests the machine has to have what the tests want, too.
set -eu
cd "$(dirname "$0")/.."

python=
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "IBO Desk heeft Python 3.11 of nieuwer nodig. Installeer het met:" >&2
    echo "    sudo apt-get install -y python3 python3-venv" >&2
    exit 1
fi

"$python" tools/setup_system.py "$@"

if [ -L .venv ]; then # that of another checkout: what is installed there must not come to point here
    .venv/bin/python -m tools.translations --compile
    exit 0
fi

works() {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if works && [ -e .venv/.ready ] &&
    [ -z "$(find pyproject.toml constraints.txt tools/setup.sh -newer .venv/.ready)" ]; then
    if [ -n "$(find resources -name '*.po' -newer .venv/.ready 2>/dev/null)" ]; then
        .venv/bin/python -m tools.translations --compile
    fi
    exit 0
fi
if ! works; then
    echo "De omgeving .venv wordt gemaakt met $("$python" --version)"
    "$python" -m venv --clear .venv
fi
echo "De bibliotheken worden geïnstalleerd (enkele minuten, één keer)"
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt hatchling babel ||
    ! .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
        --no-build-isolation -e '.[postgres,dev]'; then
    echo "De bibliotheken konden niet worden geïnstalleerd: zie de melding van pip hierboven." >&2
    echo "Is er een internetverbinding of een eigen pakketserver ingesteld voor pip? Probeer daarna opnieuw." >&2
    exit 1
fi
touch .venv/.ready
