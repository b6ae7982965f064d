from django.core.management.base import BaseCommand

from nisn_site.kit.worker import run_worker


class Command(BaseCommand):
    help = "Do what waits in the background (mail, nightly work) until SIGTERM or Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--heartbeat", type=float, metavar="SECONDS", help="between two signs of life")

    def handle(self, *, heartbeat, **options):
        run_worker(heartbeat=heartbeat)
