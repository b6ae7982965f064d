#!/bin/sh
# Runs a management command with the site's environment: sudo -u site /srv/site/code/deploy/manage.sh migrate
set -eu
set -a
. /etc/site.env
set +a
cd /srv/site/code
exec /srv/site/venv/bin/python manage.py "$@"
