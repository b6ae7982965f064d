"""nginx as in `deploy/nginx.conf`, on two high ports of this machine, with a certificate of its own making."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .production import ROOT, Answer, Installation, free_port

DEPLOY = ROOT / "deploy"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
VISITOR = "127.0.0.9"  # the address our visitors come from: it must turn up nowhere
BROWSER = "CanaryBrowser/9f3"  # the name of their browser: nor must that

# What Debian's own nginx.conf sets around our file, the logs included.
MAIN = """
{user}
{modules}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/nginx-access.log;
    client_body_temp_path {folder}/tmp-body;
    proxy_temp_path {folder}/tmp-proxy;
    fastcgi_temp_path {folder}/tmp-fastcgi;
    uwsgi_temp_path {folder}/tmp-uwsgi;
    scgi_temp_path {folder}/tmp-scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Front:
    folder: Path
    host: str
    http_port: int
    https_port: int

    def connect(self, *, name: str | None = None) -> ssl.SSLSocket:
        """An encrypted connection, as a visitor makes it who asks for `name`."""
        trust = ssl.create_default_context(cafile=self.folder / "certificate.pem")
        plain = socket.create_connection(("127.0.0.1", self.https_port), timeout=30, source_address=(VISITOR, 0))
        return trust.wrap_socket(plain, server_hostname=name or self.host)

    def ask(self, path: str, *, method="GET", body: bytes | None = None, headers=(), secure=True) -> Answer:
        connection = http.client.HTTPConnection(self.host, self.http_port, timeout=30)
        connection.sock = self.connect() if secure else socket.create_connection(("127.0.0.1", self.http_port))
        try:
            connection.request(method, path, body=body, headers={"User-Agent": BROWSER, **dict(headers)})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def kept_addresses(self) -> set[str]:
        """The addresses of which nginx keeps a copy."""
        files = [file for file in (self.folder / "pages").rglob("*") if file.is_file()]
        keys = (file.read_bytes().split(b"\nKEY: ", 1)[1].split(b"\n", 1)[0] for file in files)
        return {key.decode().removeprefix(self.host) for key in keys}


@contextmanager
def nginx(site: Installation, application_port: int) -> Iterator[Front]:
    """nginx before the application, until the end of the block."""
    http_port = free_port()
    front = Front(site.folder, site.host, http_port, free_port(without={http_port, application_port}))
    write_configuration(front, application_port)
    make_certificate(front)
    command = ["nginx", "-p", f"{front.folder}/", "-c", f"{front.folder}/nginx.conf"]
    subprocess.run([*command, "-t", "-q"], check=True)
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        wait_for(front.https_port)
        yield front
    finally:
        process.terminate()
        process.wait(timeout=15)


def write_configuration(front: Front, application_port: int) -> None:
    folder = front.folder
    (folder / "snippets").mkdir(exist_ok=True)
    shutil.copy(DEPLOY / "nginx-headers.conf", folder / "snippets" / "site-headers.conf")
    if BROTLI.exists():
        shutil.copy(DEPLOY / "nginx-brotli.conf", folder / "snippets" / "site-brotli.conf")
    main = MAIN.format(
        folder=folder,
        user="user root;" if os.geteuid() == 0 else "",  # the temporary folder is ours alone
        modules=f"load_module {BROTLI};" if BROTLI.exists() else "",
    )
    (folder / "nginx.conf").write_text(main)
    (folder / "site.conf").write_text(on_this_machine(front, application_port))


def on_this_machine(front: Front, application_port: int) -> str:
    """`deploy/nginx.conf` with only its places changed: ports, folders, certificate."""
    text = (DEPLOY / "nginx.conf").read_text()
    for ours, theirs in {
        "listen [::]:80 default_server;": "",
        "listen [::]:443 ssl default_server;": "",
        "listen [::]:443 ssl http2;": "",
        "listen 80 ": f"listen 127.0.0.1:{front.http_port} ",
        "listen 443 ": f"listen 127.0.0.1:{front.https_port} ",
        "127.0.0.1:8001": f"127.0.0.1:{application_port}",
        f"/etc/letsencrypt/live/{front.host}/fullchain.pem": f"{front.folder}/certificate.pem",
        f"/etc/letsencrypt/live/{front.host}/privkey.pem": f"{front.folder}/key.pem",
        "/var/lib/nginx/site-pages": f"{front.folder}/pages",
        "/var/www/html": f"{front.folder}/acme",
        "root /srv/site;": f"root {front.folder};",
    }.items():
        if ours not in text:
            raise SystemExit(f"deploy/nginx.conf no longer says: {ours}")
        text = text.replace(ours, theirs)
    return text


def make_certificate(front: Front) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={front.host}"]
    command += ["-addext", f"subjectAltName=DNS:{front.host}"]
    command += ["-keyout", f"{front.folder}/key.pem", "-out", f"{front.folder}/certificate.pem"]
    subprocess.run(command, check=True, capture_output=True)


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")
