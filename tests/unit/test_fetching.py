"""Results are fetched over real HTTP on loopback: whole, bounded, never from inside; nothing bad is kept."""

import datetime
import hashlib
import io
import ipaddress
import socket
import ssl
import tempfile
import threading
import tracemalloc
import wave
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PIL import Image

from functions.media.runner import run_ffmpeg
from functions.media.whole import is_whole
from functions.providers import fetching
from functions.providers.fetching import Bounds, fetch, is_public
from functions.providers.provider import ProviderBusy, ResultUnusable

QUICK = Bounds(1_000_000, connect_seconds=2, read_seconds=0.5, total_seconds=1.5)
HOST = "files.vendor.example"


def picture(kind="png", size=(64, 64)):
    file = io.BytesIO()
    pixels = np.random.default_rng(7).integers(0, 255, (*size, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(file, kind)
    return file.getvalue()


PNG = picture()


def sound():
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(np.arange(8000, dtype="<i2").tobytes())
    return file.getvalue()


@pytest.fixture(scope="session")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    source = ["-f", "lavfi", "-i", "testsrc=size=128x128:rate=10:duration=2"]
    run_ffmpeg([*source, "-movflags", "+faststart", "-pix_fmt", "yuv420p", str(path)], timeout=60)
    return path.read_bytes()


class Site:
    """A web server that sends, for each path, exactly the bytes or does exactly the things that a test wants."""

    def __init__(self, context=None):
        self.pages: dict[str, Any] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append((self.path, dict(self.headers)))
                site.pages[self.path](self)
                self.close_connection = True

            def log_message(self, format, *_args):
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.over = threading.Event()
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    def page(self, path, content=b"", status=200, length=None, **headers):
        def send(handler):
            handler.send_response(status)
            if length is not False:
                handler.send_header("Content-Length", str(len(content) if length is None else length))
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(content)

        self.pages[path] = send
        return self.url + path

    def does(self, path, action):
        self.pages[path] = action
        return self.url + path


@pytest.fixture
def site():
    site = Site()
    yield site
    site.close()


@pytest.fixture
def get(tmp_path):
    """Fetch as a test; after a failure nothing is left in the folder."""

    def get(url, expected="image", **options):
        options = {"allow_loopback": True, "bounds": QUICK, **options}
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        try:
            return fetch(url, folder / "result", expected, **options)
        except ResultUnusable:
            assert list(folder.iterdir()) == []
            raise

    return get


def code_of(call, *arguments, **options):
    with pytest.raises(ResultUnusable) as caught:
        call(*arguments, **options)
    assert isinstance(caught.value, ProviderBusy), "it is to be looked at again"
    assert caught.value.message.endswith(".")
    return caught.value.code


class TestWhole:
    def test_a_file_arrives_with_its_hash_size_and_true_type(self, site, get):
        url = site.page("/a", PNG, Content_Type="text/html")
        fetched = get(url, sha256=hashlib.sha256(PNG).hexdigest().upper(), size=len(PNG))
        assert fetched.path.read_bytes() == PNG
        assert (fetched.size, fetched.sha256) == (len(PNG), hashlib.sha256(PNG).hexdigest())
        assert fetched.content_type == "image/png"
        assert list(fetched.path.parent.iterdir()) == [fetched.path]

    @pytest.mark.parametrize("expected", ["audio", "video", "json"])
    def test_every_kind_of_result(self, site, get, clip, expected):
        content = {"audio": sound(), "video": clip, "json": b'{"scenes": []}'}[expected]
        assert get(site.page("/a", content), expected).size == len(content)

    def test_chunked_bodies(self, site, get):
        def chunks(handler):
            handler.protocol_version = "HTTP/1.1"
            handler.send_response(200)
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            for piece in (PNG[:1000], PNG[1000:]):
                handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            if handler.path == "/whole":
                handler.wfile.write(b"0\r\n\r\n")

        assert get(site.does("/whole", chunks)).size == len(PNG)
        assert code_of(get, site.does("/cut", chunks)) == "file_truncated"

    @pytest.mark.parametrize("length", [len(PNG) + 1, len(PNG) * 2])
    def test_fewer_bytes_than_announced(self, site, get, length):
        assert code_of(get, site.page("/a", PNG, length=length)) == "file_truncated"

    def test_a_length_that_cuts_the_file_is_noticed_by_its_content(self, site, get, clip):
        for expected, content in {"image": PNG, "audio": sound(), "video": clip}.items():
            url = site.page(f"/{expected}", content, length=len(content) - 20)
            assert code_of(get, url, expected) in {"file_truncated", "file_wrong_type"}, expected

    def test_no_length_at_all(self, site, get):
        assert get(site.page("/a", PNG, length=False)).size == len(PNG)
        assert code_of(get, site.page("/b", PNG[:-30], length=False)) in {"file_truncated", "file_wrong_type"}

    def test_what_the_vendor_says_of_it_is_checked(self, site, get):
        url = site.page("/a", PNG)
        assert code_of(get, url, size=len(PNG) + 1) == "file_truncated"
        assert code_of(get, url, sha256="0" * 64) == "file_wrong_hash"

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"<!doctype html><title>Sign in</title>", "image"),
            (b'{"error": "expired"}', "image"),
            (b"#EXTM3U\nfile:///etc/passwd", "video"),
            (PNG, "audio"),
            (PNG, "video"),
            (PNG, "json"),
            (b"[" * 100_000, "json"),
            (b"\xff\xfe\x00", "json"),
        ],
    )
    def test_what_it_is_is_told_by_its_content(self, site, get, content, expected):
        url = site.page("/a", content, Content_Type="image/png")
        assert code_of(get, url, expected) == "file_wrong_type"

    def test_nothing(self, site, get):
        assert code_of(get, site.page("/a", b"")) == "file_truncated"

    @pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
    def test_pictures_know_their_end(self, tmp_path, kind):
        whole = picture(kind)
        path = tmp_path / "p"
        path.write_bytes(whole)
        assert is_whole(path, kind)
        path.write_bytes(whole[:-100])
        assert not is_whole(path, kind)

    def test_a_film_with_its_index_in_front_knows_its_end(self, tmp_path, clip):
        path = tmp_path / "v"
        for content, whole in (
            (clip, True),
            (clip[:-1], False),
            (clip + b"\0", False),
            (clip[: len(clip) // 2], False),
        ):
            path.write_bytes(content)
            assert is_whole(path, "mp4") is whole


class TestBounds:
    def test_too_much_announced_or_sent(self, site, get, tmp_path):
        small = Bounds(len(PNG) - 1, read_seconds=1, total_seconds=2)
        assert code_of(get, site.page("/a", PNG), bounds=small) == "file_too_large"
        assert code_of(get, site.page("/b", PNG, length=False), bounds=small) == "file_too_large"
        assert get(site.page("/c", PNG), bounds=Bounds(len(PNG))).size == len(PNG)

    def test_it_is_streamed_and_stops_at_the_limit(self, site, get):
        sent = list[int]()

        def endless(handler):
            handler.send_response(200)
            handler.end_headers()
            try:
                while not site.over.is_set() and len(sent) < 5000:
                    handler.wfile.write(b"\0" * 65536)
                    sent.append(65536)
            except OSError:
                return

        assert code_of(get, site.does("/a", endless), bounds=Bounds(2_000_000)) == "file_too_large"
        assert sum(sent) < 100_000_000

    def test_a_large_file_is_never_held_in_memory(self, site, get):
        file = io.BytesIO()
        with wave.open(file, "wb") as out:
            out.setnchannels(2)
            out.setsampwidth(2)
            out.setframerate(48_000)
            out.writeframes(bytes(40_000_000))
        url = site.page("/a", file.getvalue())
        tracemalloc.start()
        try:
            fetched = get(url, "audio", bounds=fetching.BOUNDS["audio"])
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert fetched.size > 40_000_000
        assert peak < 4_000_000

    @pytest.mark.parametrize("where", ["headers", "body", "before"])
    def test_dripping_or_silent_servers(self, site, get, where):
        drops = []

        def drip(handler):
            if where == "body":
                handler.send_response(200)
                handler.send_header("Content-Length", "100000")
                handler.end_headers()
            elif where == "headers":
                handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
            try:
                while not site.over.wait(0.1):
                    if where != "before":
                        handler.wfile.write(b"x")
                        drops.append(1)
            except OSError:
                return

        bounds = Bounds(1_000_000, read_seconds=0.5, total_seconds=1.0)
        assert code_of(get, site.does("/a", drip), bounds=bounds) == "file_too_slow"
        assert (len(drops) > 3) is (where != "before"), "a drop in time for each read, and too slow all the same"

    def test_nobody_listens(self, get):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        assert code_of(get, f"http://127.0.0.1:{port}/a") == "file_unreachable"

    def test_there_is_no_such_host(self, get, monkeypatch):
        def unknown(*_arguments, **_options):
            raise socket.gaierror("unknown")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        assert code_of(get, f"https://{HOST}/a") == "file_unreachable"

    @pytest.mark.parametrize("status", [401, 403, 404, 410])
    def test_expired(self, site, get, status):
        assert code_of(get, site.page("/a", PNG, status=status)) == "file_expired"

    @pytest.mark.parametrize(("said", "after"), [("7", 7.0), ("100000", 300.0), ("soon", None), ("-3", None)])
    def test_a_busy_file_server_says_when(self, site, get, said, after):
        with pytest.raises(ResultUnusable) as caught:
            get(site.page("/a", status=503, Retry_After=said))
        assert (caught.value.code, caught.value.retry_after) == ("file_not_served", after)

    @pytest.mark.parametrize("status", [204, 206, 304, 400, 451])
    def test_other_answers_are_no_file(self, site, get, status):
        assert code_of(get, site.page("/a", b"" if status in {204, 304} else PNG, status=status)) == "file_refused"

    def test_bytes_that_are_no_http(self, site, get):
        url = site.does("/a", lambda handler: handler.wfile.write(b"\0\1\2 nonsense\r\n\r\n"))
        assert code_of(get, url) == "file_truncated"


class TestWhere:
    def test_redirects_are_followed_a_few_times(self, site, get):
        site.page("/end", PNG)
        url = site.page("/0", status=302, Location="end")
        for n in range(1, 5):
            url = site.page(f"/{n}", status=307, Location=f"{site.url}/{n - 1}")
        assert get(url).size == len(PNG)
        url = site.page("/5", status=301, Location="/4")
        assert code_of(get, url) == "file_redirected"
        assert code_of(get, site.page("/loop", status=302, Location="/loop")) == "file_redirected"

    def test_headers_stay_with_the_vendor(self, site, get):
        other = Site()
        try:
            other.page("/file", PNG)
            site.page("/there", status=302, Location=f"{other.url}/file")
            get(site.page("/here", status=302, Location="/there"), headers={"Authorization": "Bearer key"})
        finally:
            other.close()
        assert [headers.get("Authorization") for _, headers in site.asked] == ["Bearer key"] * 2
        assert [headers.get("Authorization") for _, headers in other.asked] == [None]

    @pytest.mark.parametrize(
        "url",
        [
            "http://vendor.example/a",
            "http://93.184.216.34/a",
            "ftp://vendor.example/a",
            "file:///etc/passwd",
            "data:image/png;base64,AAAA",
            "//vendor.example/a",
            "/etc/passwd",
            "",
            "https://",
            "https://user@vendor.example/a",
            "https://user:secret@vendor.example/a",
            "https://vendor.example:0/a",
            "https://vendor.example:99999/a",
            "https://[::1/a",
            "https://vendor.example/a b",
            "https://vendor.example/a\r\nHost: inside",
            "https://vendör.example/a",
        ],
    )
    def test_addresses_that_are_not_asked(self, get, url, monkeypatch):
        monkeypatch.setattr(socket, "create_connection", lambda *_arguments, **_options: pytest.fail("it was asked"))
        assert code_of(get, url) == "file_address_forbidden"

    @pytest.mark.parametrize(
        "address",
        [
            *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.8", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
            *("169.254.169.254", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1"),
            *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd20:ce::254", "ff02::1", "2001:db8::1"),
            *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::"),
        ],
    )
    def test_addresses_inside(self, get, address, monkeypatch):
        assert not is_public(address)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        # one good address beside it makes it no better
        answers = [(socket.AF_INET, 1, 6, "", ("93.184.216.34", 443)), (family, 1, 6, "", (address, 443))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_options: answers)
        monkeypatch.setattr(socket, "create_connection", lambda *_arguments, **_options: pytest.fail("it was asked"))
        assert code_of(get, f"https://{HOST}/a", allow_loopback=False) == "file_address_forbidden"

    @pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
    def test_addresses_outside(self, address):
        assert is_public(address)

    @pytest.mark.parametrize("url", ["http://127.0.0.1:1/a", "https://127.0.0.1/a", "https://localhost/a"])
    def test_loopback_only_where_it_is_allowed(self, get, url):
        assert code_of(get, url, allow_loopback=False) == "file_address_forbidden"

    @pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.1", "0177.0.0.1"])
    def test_odd_ways_to_write_loopback(self, get, host):
        assert code_of(get, f"https://{host}/a", allow_loopback=False) in {
            "file_address_forbidden",
            "file_unreachable",
        }

    @pytest.mark.parametrize("place", ["http://169.254.169.254/computeMetadata/v1/", "https://10.0.0.8/", "file:///a"])
    def test_a_redirect_leads_not_inside(self, site, get, place):
        assert code_of(get, site.page("/a", status=302, Location=place)) == "file_address_forbidden"

    def test_the_name_is_looked_up_once_and_the_checked_address_is_connected_to(self, get, monkeypatch):
        lookups, connections = [], []

        def rebinding(host, port, *_arguments, **_options):
            lookups.append(host)
            address = "93.184.216.34" if len(lookups) == 1 else "127.0.0.1"
            return [(socket.AF_INET, 1, 6, "", (address, port))]

        def connect(address, *_arguments, **_options):
            connections.append(address)
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "getaddrinfo", rebinding)
        monkeypatch.setattr(socket, "create_connection", connect)
        assert code_of(get, f"https://{HOST}/a", allow_loopback=False) == "file_unreachable"
        assert (lookups, connections) == ([HOST], [("93.184.216.34", 443)])


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A certificate for the vendor's host, and a context that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    pem = folder / "cert.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = folder / "key.pem"
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem, private)
    return server, ssl.create_default_context(cafile=str(pem))


class TestTls:
    @pytest.fixture
    def secure(self, authority, monkeypatch):
        server, client = authority
        site = Site(server)
        real = socket.getaddrinfo

        def at_home(host, port, *arguments, **options):
            answers = real("127.0.0.1", port, *arguments, **options)
            return answers if ipaddress.ip_address(answers[0][4][0]).is_loopback else []

        monkeypatch.setattr(socket, "getaddrinfo", at_home)
        monkeypatch.setattr(fetching, "_ssl_context", lambda: client)
        site.page("/a", PNG)
        yield site
        site.close()

    def test_the_certificate_is_for_the_name_though_the_address_is_connected_to(self, secure, get):
        assert get(f"https://{HOST}:{secure.port}/a").size == len(PNG)
        assert secure.asked[0][1]["Host"] == f"{HOST}:{secure.port}"
        assert code_of(get, f"https://other.example:{secure.port}/a") == "file_unreachable"

    def test_a_certificate_that_nobody_vouches_for(self, secure, get, monkeypatch):
        monkeypatch.undo()
        assert code_of(get, f"https://127.0.0.1:{secure.port}/a") == "file_unreachable"

    def test_no_way_back_to_plain_http(self, secure, get):
        secure.page("/back", status=302, Location="http://93.184.216.34/a")
        assert code_of(get, f"https://{HOST}:{secure.port}/back") == "file_address_forbidden"
