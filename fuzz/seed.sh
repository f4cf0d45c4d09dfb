#!/bin/sh
# Writes the seeds of guideline_loader: each file of the guideline and of the cases, under its name.
set -eu
cd "$(dirname "$0")/.."
seeds=fuzz/corpus/guideline_loader
mkdir -p "$seeds"
for folder in guideline cases; do
    (cd "$folder" && find . -name '*.toml') | sed 's|^\./||' | while read -r path; do
        { echo "$path"; cat "$folder/$path"; } > "$seeds/$(echo "$path" | tr / -)"
    done
done
