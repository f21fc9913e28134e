# Write the locks: exact versions with checksums, and no package index named in them. Called by `make lock`.
set -eu
cd "$(dirname "$0")/.."
compile() { "$uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
  --constraints requirements/constraints.in "$@"; }
uv=${1:-uv}
compile --group build --output-file requirements/build.txt
compile pyproject.toml --extra semantic --output-file requirements/run.txt
compile pyproject.toml --extra postgresql --extra semantic --output-file requirements/postgresql.txt
compile pyproject.toml --extra postgresql --extra fast --extra semantic --extra spark --group test --output-file requirements/test.txt
compile pyproject.toml --extra postgresql --extra fast --extra semantic --extra spark --group test --group bench --output-file requirements/bench.txt
