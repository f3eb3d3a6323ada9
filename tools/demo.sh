#!/bin/sh
# The demo: the sample reports (and the two seed reports, where the corpus is beside the project) into a fresh ledger,
# then what can be asked of them. Each command is shown before it runs, so that it can be typed again.
set -eu
cd "$(dirname "$0")/.."
mkdir -p .local
rm -rf .local/demo.db*
KG_LEDGER=.local/demo.db
export KG_LEDGER

bold='' faint='' plain=''
if [ -t 1 ]; then bold=$(printf '\033[1m') faint=$(printf '\033[2m') plain=$(printf '\033[0m'); fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
run() {
  printf '%s$ kg' "$faint"
  for word in "$@"; do case $word in *[\ \&\']*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac; done
  printf '%s\n' "$plain"
  kg "$@"
}

say "1. Read four short reports about one attack. They do not agree."
run load samples
say "2. What do they hold?"
run status
say "3. How is a known crew tied to the victim? A named vendor said so, with a hedge; one report lost the hedge."
run path "Scattered Spider" "Harrow & Vale"
say "4. And the militant group? One sentence says so, and nobody vouches for it."
run path "Black Cedar Front" "Harrow & Vale"
say "5. Who is said to have done it: the rivals side by side"
run compare "Harrow & Vale"
say "6. How does the confidence come about, line by line?"
run explain "Harrow & Vale" attributed_to "Scattered Spider"

seeds=../shared/corpus/seeds
if [ -d "$seeds" ]; then
  say "7. The same of two real reports"
  run load "$seeds"/*.txt
  run path "Hamas" "Marks & Spencer"
  run path "Scattered Spider" "M&S"
  run explain "Marks & Spencer" attributed_to Hamas
fi

say "Last: all of it as a page, one file that needs no network"
run export html -o .local/demo.html
printf '  open it in a browser: %s/.local/demo.html\n' "$PWD"

say "What to try next (the ledger of this demo is $KG_LEDGER)"
cat <<END
  source .venv/bin/activate; export KG_LEDGER=$KG_LEDGER
  kg show "Harrow & Vale"                      one entity and all that is said of it
  kg claims --status unverified                what nobody vouches for
  kg path "Scattered Spider" "Harrow & Vale" --without "Lantern Security"
  kg brief "Black Cedar Front"                 an assessment in which every sentence cites its claims
  kg export graphml -o demo.graphml            opens in Gephi and yEd
  kg load YOUR-REPORTS/ --source "Publisher"   your own text; README.md has the tour
END
