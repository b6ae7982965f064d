#!/bin/sh
# Backs the site up: backup.sh FOLDER. Writes FOLDER/<date>.dump (database) and FOLDER/<date>.media.tar (pictures), and
# deletes what is older than 30 days: by then, what people asked us to erase is gone from the backups too.
set -eu
umask 077
folder=$1
now=$(date +%Y-%m-%d-%H%M%S)

pg_dump --format=custom --no-unlogged-table-data --file="$folder/$now.dump.part" "$DATABASE_URL"
mv "$folder/$now.dump.part" "$folder/$now.dump"
mkdir -p "$MEDIA_ROOT"
tar -cf "$folder/$now.media.tar" -C "$MEDIA_ROOT" .
find "$folder" -maxdepth 1 \( -name '*.dump' -o -name '*.media.tar' -o -name '*.part' \) -mtime +30 -delete
echo "written: $folder/$now.dump ($(du -h "$folder/$now.dump" | cut -f1))"
