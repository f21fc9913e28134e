"""A small OpenID Connect server on this machine, which confirms whomever a test has named."""

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "pages", "a-secret-of-the-tests"


class SignInServer(HTTPServer):
    """person: claims of who signs in next."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.person: dict[str, Any] = {}

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person}
        return jwt.encode(claims, self.key, "RS256", headers={"kid": "1"})

    def public_key(self) -> dict[str, str]:
        numbers = self.key.public_key().public_numbers()
        written = {name: _base64(value) for name, value in (("n", numbers.n), ("e", numbers.e))}
        return {"kty": "RSA", "kid": "1", "alg": "RS256", "use": "sig", **written}


def _base64(number: int) -> str:
    return (
        base64.urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()
    )


class _Answers(BaseHTTPRequestHandler):
    server: SignInServer

    def do_GET(self) -> None:
        at = self.server.address
        asked = urlsplit(self.path)
        if asked.path == "/authorize":
            question = {name: values[0] for name, values in parse_qs(asked.query).items()}
            self.send_response(302)
            back = urlencode({"code": "once", "state": question["state"]})
            self.send_header("Location", f"{question['redirect_uri']}?{back}")
            self.end_headers()
            return
        answers = {
            "/.well-known/openid-configuration": {
                "issuer": at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "userinfo_endpoint": f"{at}/userinfo",
                "jwks_uri": f"{at}/keys",
            },
            "/userinfo": self.server.person,
            "/keys": {"keys": [self.server.public_key()]},
        }
        self._say(answers[asked.path])

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert form["code"] == ["once"] and "code_verifier" in form
        self._say({"access_token": "x", "token_type": "Bearer", "id_token": self.server.id_token()})

    def _say(self, answer: object) -> None:
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def sign_in_server() -> Iterator[SignInServer]:
    server = SignInServer()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
