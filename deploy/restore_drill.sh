#!/bin/sh
# Proves that the newest backup can be restored: restore_drill.sh FOLDER. Restores it into the database `restore_drill` beside
# the site's (made once: createdb -O site restore_drill), compares the number of rows of every table, reads the pictures,
# opens everything that is sealed, and empties that database again. Tables that have changed since the backup are shown;
# a missing one is a failure, and so is a key that does not fit.
set -eu
folder=$1
dump=$(find "$folder" -name '*.dump' | sort | tail -n 1)
drill_url=$(echo "$DATABASE_URL" | sed -E 's#/[^/?]+(\?|$)#/restore_drill\1#')

empty() {
    psql -Xq --set ON_ERROR_STOP=1 "$drill_url" -c 'SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public'
}

rows() {
    psql -XAtq "$1" -c "SELECT format('SELECT %L, count(*) FROM %I;', tablename, tablename) FROM pg_tables
        WHERE schemaname = 'public' ORDER BY tablename" | psql -XAtq --set ON_ERROR_STOP=1 "$1"
}

site=$(mktemp) restored=$(mktemp)
trap 'rm -f "$site" "$restored"' EXIT
empty
pg_restore --exit-on-error --no-owner --dbname="$drill_url" "$dump"
tar -tf "${dump%.dump}.media.tar" > /dev/null
rows "$DATABASE_URL" > "$site"
rows "$drill_url" > "$restored"
keys=fit
(cd "$(dirname "$0")/.." && DATABASE_URL=$drill_url "${PYTHON:-/srv/site/venv/bin/python}" manage.py reseal --dry-run) \
    > /dev/null || keys=wrong
empty

if ! diff "$site" "$restored"; then
    echo "These tables have changed since the backup (< on the site, > in the backup)."
fi
if [ "$(cut -d '|' -f 1 "$site")" != "$(cut -d '|' -f 1 "$restored")" ]; then
    echo "FAILED: the backup lacks a table." >&2
    exit 1
fi
if [ "$keys" = wrong ]; then
    echo "FAILED: the keys of this site do not open what is sealed in the backup." >&2
    exit 1
fi
awk -F '|' -v dump="$dump" '{ rows += $2 } END { print "restored:", dump, "-", NR, "tables,", rows, "rows" }' "$restored"
