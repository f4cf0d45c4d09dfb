#!/bin/sh
# Writes seeds: each file of the guideline and of the cases under its name, each question, and an
# export with a plain course.
set -eu
cd "$(dirname "$0")/.."
seeds=fuzz/corpus/guideline_loader
mkdir -p "$seeds" fuzz/corpus/case_reader fuzz/corpus/question fuzz/corpus/archive
for folder in guideline cases; do
    (cd "$folder" && find . -name '*.toml') | sed 's|^\./||' | while read -r path; do
        { echo "$path"; cat "$folder/$path"; } > "$seeds/$(echo "$path" | tr / -)"
    done
done
sed -n 's/^ask = "\(.*\)"$/\1/p' cases/questions.toml | split -l 1 -a 4 - fuzz/corpus/question/ask-
cat > fuzz/corpus/archive/plain.json <<'JSON'
{"lumbago":"household","form":1,"people":[{"name":"Sam","episodes":[{"id":"a","log":[
{"at":"2026-11-21T08:00:00Z","day":"2026-11-21","kind":"asked","checks":[]},
{"at":"2026-11-21T08:00:00Z","day":"2026-11-21","kind":"answered",
 "answers":{"age":40,"pain_now":5,"site":["low"],"days_since_onset":3,"fever":"no"}},
{"at":"2026-11-21T08:00:00Z","day":"2026-11-28","kind":"asked","checks":["day-7"]},
{"at":"2026-11-21T08:00:00Z","day":"2026-11-28","kind":"skipped","facts":["saddle_numb"]}]}]}]}
JSON
