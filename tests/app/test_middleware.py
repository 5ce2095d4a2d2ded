"""What every request passes: headers, limits, and the refusal of other sites."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
import uvicorn
from starlette.testclient import TestClient

from app.main import create_app
from app.middleware import STRICT_TRANSPORT
from tests.builders import build_account, jpeg, sign_in

LIMIT_BYTES = 1_000_000
PATHS = ["/sign-in", "/nothing", "/api/scans", "/healthz", "/sw.js"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(client, signed_in, path):
    headers = client.get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy.replace("https:", "")  # no other machine is named
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=(self)" in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/contacts", "/sw.js", "/nothing"])
def test_head_answers_as_get_does_without_the_body(signed_in, path):
    got = signed_in.client.get(path)

    head = signed_in.client.head(path)

    assert head.status_code == got.status_code
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.content == b""


def test_an_unforeseen_error_carries_them_too(app, signed_in, monkeypatch):
    def fail(*_arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("app.routes.site.text", fail)
    response = signed_in.client.get("/healthz")

    assert response.status_code == 500
    assert "content-security-policy" in response.headers


def test_a_broken_error_page_is_still_an_answer_with_the_security_headers(signed_in, monkeypatch):
    def fail(*_arguments: object, **_values: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("app.render.render", fail)
    response = signed_in.client.get("/nothing")

    assert response.status_code == 500
    assert "secret" not in response.text
    assert "content-security-policy" in response.headers


@pytest.mark.parametrize(
    ("address", "is_strict"),
    [
        ("http://verso.example", False),
        ("https://verso.example", True),
        ("https://localhost", False),
        ("https://desk.local", False),
        ("https://192.168.1.20", False),
    ],
)
def test_only_a_public_name_over_https_insists_on_https(app, address, is_strict):
    with TestClient(app, base_url=address) as client:
        header = client.get("/healthz").headers.get("strict-transport-security")

    assert header == (STRICT_TRANSPORT if is_strict else None)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),  # no browser
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),  # another port or host of the same domain
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://localhost:1234"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "http://evil.example/localhost"}, 403),
    ],
)
def test_what_changes_something_must_come_from_our_own_pages(signed_in, headers, status):
    assert signed_in.client.post("/sign-outs", headers=headers).status_code == status


def test_an_address_that_is_none_is_refused_with_the_security_headers(signed_in):
    response = signed_in.client.get("/contacts", headers={"Host": "["})

    assert response.status_code == 400
    assert "Content-Security-Policy" in response.headers


def test_reading_a_page_from_elsewhere_is_allowed(signed_in):
    headers = {"Sec-Fetch-Site": "cross-site"}

    assert signed_in.client.get("/api/account", headers=headers).status_code == 200


def test_behind_a_proxy_the_public_address_is_our_own(settings, session):
    behind = create_app(settings.model_copy(update={"public_url": "https://verso.example"}))
    build_account(session)
    session.commit()
    with TestClient(behind, base_url="http://verso:8000", follow_redirects=False) as client:
        ours = client.post("/sign-outs", headers={"Origin": "https://verso.example"})
        theirs = client.post("/sign-outs", headers={"Origin": "https://other.example"})

    assert (ours.status_code, theirs.status_code) == (303, 403)


def test_only_the_host_names_that_are_allowed_are_answered(settings, session):
    picky = create_app(settings.model_copy(update={"allowed_hosts": "verso.example, localhost"}))
    build_account(session)
    session.commit()
    with TestClient(picky) as client:
        assert client.get("/healthz", headers={"Host": "verso.example"}).status_code == 200
        assert client.get("/healthz", headers={"Host": "rebound.example"}).status_code == 400


def test_only_photos_may_be_large(signed_in):
    big = b"x" * 2_000_000

    as_form = signed_in.client.post("/sign-ins", data={"email": "a@example.com", "password": big})
    as_file = signed_in.client.post("/sign-ins", files={"email": big})
    as_photo = signed_in.client.post("/api/scans", files={"recto": jpeg() + big})

    assert (as_form.status_code, as_file.status_code, as_photo.status_code) == (413, 413, 201)


# Uploads over the limit, against a real server and its real socket.


@pytest.fixture
def server(settings, session) -> Iterator[tuple[int, str]]:
    """A server with a limit of a megabyte: its port, and a cookie that is signed in."""
    account, _ = build_account(session)
    token = sign_in(session, account)
    session.commit()
    limited = create_app(settings.model_copy(update={"upload_limit_bytes": LIMIT_BYTES}))
    listener = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(limited, log_level="error"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()[1], f"verso={token}"
    running.should_exit = True
    thread.join()
    listener.close()


def open_request(server: tuple[int, str], path: str, *headers: str) -> socket.socket:
    port, cookie = server
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        f"Cookie: {cookie}",
        "Content-Type: multipart/form-data; boundary=edge",
        *headers,
    ]
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    return connection


def read_answer(connection: socket.socket) -> tuple[int, dict[str, object], bytes]:
    """Read status, JSON body and head until the server closes the connection."""
    received = b""
    while block := connection.recv(65536):
        received += block
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body), head


@pytest.mark.parametrize("path", ["/api/scans", "/api/nothing", "/api/account"])
def test_an_upload_that_says_it_is_too_large_is_refused_before_a_byte_is_read(server, path):
    with closing(open_request(server, path, "Content-Length: 400000000")) as connection:
        status, answer, head = read_answer(connection)

    assert status == 413
    assert answer["error"]["code"] == "request_too_large"
    assert b"content-security-policy" in head


def test_an_upload_that_does_not_say_its_size_is_cut_off_at_the_limit(server):
    opening = b'--edge\r\nContent-Disposition: form-data; name="recto"; filename="a.jpg"\r\n\r\n'
    chunk = b"x" * 65536
    sent_bytes = 0
    with closing(open_request(server, "/api/scans", "Transfer-Encoding: chunked")) as connection:
        connection.sendall(f"{len(opening):x}\r\n".encode() + opening + b"\r\n")
        try:
            while sent_bytes < 50 * LIMIT_BYTES:
                connection.sendall(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
                sent_bytes += len(chunk)
                if sent_bytes > LIMIT_BYTES:
                    connection.settimeout(0.2)
                    try:
                        connection.recv(1, socket.MSG_PEEK)
                        break
                    except TimeoutError:
                        connection.settimeout(20)
        except (BrokenPipeError, ConnectionResetError):
            pytest.fail("the connection was cut before the answer could be read")
        connection.settimeout(20)
        status, answer, _ = read_answer(connection)

    assert status == 413
    assert answer["error"]["code"] == "request_too_large"
    assert sent_bytes < 10 * LIMIT_BYTES


def test_an_upload_below_the_limit_is_read_to_its_end(server):
    body = b'--edge\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--edge--\r\n'
    headers = (f"Content-Length: {len(body)}", "Connection: close")
    with closing(open_request(server, "/api/scans", *headers)) as connection:
        connection.sendall(body)
        status, answer, _ = read_answer(connection)

    assert (status, answer["error"]["code"]) == (422, "invalid")  # the photo is missing
