#!/usr/bin/env python3
"""Writes `vectors.json`: notifications and tokens as another implementation makes them, Python's `cryptography`.

    python3 tests/tests/notifications/vectors.py

The keys are made anew by each run and are of use for nothing else. `attacks` are signed or encrypted with the right keys by
somebody who does what the service would not.
"""

import base64
import hashlib
import hmac
import json
import os
import pathlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

APP = "8e460676-ae3f-4b1e-8790-ee0fb5d6148f"
TENANT = "84bd8158-6d4d-4958-8b9f-9d6445542f95"
PUBLISHER = "0bf30f3b-4a52-48df-9a82-234910c4a086"
ISSUED, EXPIRES = 1_700_000_000, 1_700_086_400
CERTIFICATE, OTHER_CERTIFICATE = "kiosk/2026", "kiosk/2027"


def base64_text(data):
    return base64.b64encode(data).decode()


def base64_url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def oaep(digest):
    return padding.OAEP(mgf=padding.MGF1(digest), algorithm=digest, label=None)


def padded(text):
    padder = PKCS7(128).padder()
    return padder.update(text.encode()) + padder.finalize()


def encrypted_content(public_key, blocks, key_length=32, key_padding=oaep(hashes.SHA1()), vector=None):
    """What the documentation calls `encryptedContent`, of a text that is padded already."""
    key = os.urandom(key_length)
    encryptor = Cipher(algorithms.AES(key[:32]), modes.CBC(vector or key[:16])).encryptor()
    data = encryptor.update(blocks) + encryptor.finalize()
    return {
        "data": base64_text(data),
        "dataSignature": base64_text(hmac.new(key, data, hashlib.sha256).digest()),
        "dataKey": base64_text(public_key.encrypt(key, key_padding)),
        "encryptionCertificateId": CERTIFICATE,
        "encryptionCertificateThumbprint": "07293748CC064953A3052FB978C735FB89E61C3D",
    }


def unsigned_token(header, claims):
    return ".".join(base64_url(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims))


def token(key, header=None, **changes):
    """A token of version 1.0, as the service makes them; a change to `None` takes a claim away."""
    header = {"typ": "JWT", "alg": "RS256", "kid": "signing", **(header or {})}
    claims = {
        "aud": APP,
        "iss": f"https://sts.windows.net/{TENANT}/",
        "iat": ISSUED,
        "nbf": ISSUED,
        "exp": EXPIRES,
        "appid": PUBLISHER,
        "tid": TENANT,
        "ver": "1.0",
        **changes,
    }
    message = unsigned_token(header, {name: value for name, value in claims.items() if value is not None})
    return message + "." + base64_url(key.sign(message.encode(), padding.PKCS1v15(), hashes.SHA256()))


def signed_with_the_public_key_as_secret(public_key):
    """The confusion of algorithms: whoever takes the header's word checks an HMAC with what everybody knows."""
    secret = public_key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    claims = {"aud": APP, "iss": f"https://sts.windows.net/{TENANT}/", "exp": EXPIRES, "appid": PUBLISHER}
    message = unsigned_token({"typ": "JWT", "alg": "HS256", "kid": "signing"}, claims)
    return message + "." + base64_url(hmac.new(secret, message.encode(), hashlib.sha256).digest())


def with_changed_claim(valid):
    header, claims, signature = valid.split(".")
    changed = json.loads(base64.urlsafe_b64decode(claims + "=="))
    changed["exp"] += 1
    return f"{header}.{base64_url(json.dumps(changed).encode())}.{signature}"


def public_jwk(key, kid, **more):
    numbers = key.public_key().public_numbers()
    number = lambda value: base64_url(value.to_bytes((value.bit_length() + 7) // 8, "big"))
    return {"kty": "RSA", "use": "sig", "kid": kid, "n": number(numbers.n), "e": number(numbers.e), **more}


def private_pem(key, form=serialization.PrivateFormat.PKCS8):
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def main():
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(5)]
    certificate, other_certificate, signing, of_one_tenant, foreign = keys
    public = certificate.public_key()
    message = padded(json.dumps({"@odata.type": "#microsoft.graph.chatMessage", "id": "1565293727947", "subject": "Büro"}))
    v2 = {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "appid": None, "azp": PUBLISHER, "ver": "2.0"}
    elsewhere = "f0000000-0000-0000-0000-000000000000"
    valid = token(signing)
    vectors = {
        "made_by": "vectors.py",
        "app": APP,
        "tenant": TENANT,
        "issued": ISSUED,
        "expires": EXPIRES,
        "private_keys": {
            "pem": private_pem(certificate),
            "other_pem": private_pem(other_certificate),
            "pkcs1_pem": private_pem(certificate, serialization.PrivateFormat.TraditionalOpenSSL),
            "small_pem": private_pem(rsa.generate_private_key(65537, 1024)),
        },
        "envelopes": {
            "message": encrypted_content(public, message),
            "sixteen_bytes": encrypted_content(public, padded('{"id":"123456"}')),
            "of_another_certificate": {
                **encrypted_content(other_certificate.public_key(), message),
                "encryptionCertificateId": OTHER_CERTIFICATE,
            },
        },
        "attacks": {
            "no padding": encrypted_content(public, b'{"id": "1234567"'),
            "padding of zeros": encrypted_content(public, b'{"id": "123"}'.ljust(16, b"\0")),
            "padding longer than a block": encrypted_content(public, b'{"id": "123"}'.ljust(32, b"\x13")),
            "padding of two lengths": encrypted_content(public, b'{"id": "123"}\x02\x03\x03'),
            "key of AES-128": encrypted_content(public, message, key_length=16),
            "over-long key": encrypted_content(public, message, key_length=48),
            "empty data": encrypted_content(public, b""),
            "key in OAEP with SHA-256": encrypted_content(public, message, key_padding=oaep(hashes.SHA256())),
            "key in PKCS #1 v1.5": encrypted_content(public, message, key_padding=padding.PKCS1v15()),
            "another initialization vector": encrypted_content(public, message, vector=os.urandom(16)),
            "no object": encrypted_content(public, padded("[1]")),
        },
        "key_set": {
            "keys": [
                public_jwk(signing, "signing", issuer="https://login.microsoftonline.com/{tenantid}/v2.0"),
                public_jwk(of_one_tenant, "of one tenant", issuer=f"https://login.microsoftonline.com/{elsewhere}/v2.0"),
                public_jwk(foreign, "encryption", use="enc"),
                {"kty": "EC", "use": "sig", "kid": "curve", "crv": "P-256", "x": "AA", "y": "AA"},
            ]
        },
        "tokens": {
            "of version 1.0": valid,
            "of version 2.0": token(signing, **v2),
            "with ids in capitals": token(signing, aud=APP.upper(), tid=TENANT.upper()),
            "of a national cloud": token(signing, iss=f"https://login.microsoftonline.us/{TENANT}/v2.0"),
        },
        "refused_tokens": {
            "of another tenant": ["Issuer", token(signing, iss=f"https://sts.windows.net/{elsewhere}/", tid=elsewhere)],
            "of a tenant that its issuer does not name": ["Issuer", token(signing, iss=f"https://sts.windows.net/{elsewhere}/")],
            "of an issuer that its tenant does not name": ["Issuer", token(signing, tid=elsewhere)],
            "of another issuer": ["Issuer", token(signing, iss=f"https://sts.example.com/{TENANT}/")],
            "of a longer issuer": ["Issuer", token(signing, iss=f"https://sts.windows.net/{TENANT}/x")],
            "without an issuer": ["Issuer", token(signing, iss=None)],
            "without a tenant": ["Issuer", token(signing, tid=None)],
            "with the key of another tenant": ["Issuer", token(of_one_tenant, {"kid": "of one tenant"})],
            "for another app": ["Audience", token(signing, aud=elsewhere)],
            "for several apps": ["Malformed", token(signing, aud=[APP, elsewhere])],
            "without an audience": ["Malformed", token(signing, aud=None)],
            "issued to another app": ["Publisher", token(signing, appid=elsewhere)],
            "issued to another app, of version 2.0": ["Publisher", token(signing, **{**v2, "azp": elsewhere})],
            "issued to two apps": ["Publisher", token(signing, azp=elsewhere)],
            "issued to nobody": ["Publisher", token(signing, appid=None)],
            "without an end": ["Malformed", token(signing, exp=None)],
            "with an end that is no number": ["Malformed", token(signing, exp=str(EXPIRES))],
            "with a negative end": ["Malformed", token(signing, exp=-1)],
            "without a beginning": ["Malformed", token(signing, nbf=None)],
            "that has expired": ["Expired", token(signing, exp=ISSUED)],
            "of later": ["NotYetValid", token(signing, nbf=EXPIRES)],
            "of no algorithm": ["Algorithm", unsigned_token({"alg": "none", "kid": "signing"}, {"aud": APP}) + "."],
            "of no algorithm, in capitals": ["Algorithm", token(signing, {"alg": "NONE"})],
            "with the public key as a secret": ["Algorithm", signed_with_the_public_key_as_secret(signing.public_key())],
            "that asks for another algorithm": ["Algorithm", token(signing, {"alg": "RS512"})],
            "with a critical extension": ["Malformed", token(signing, {"crit": ["exp"]})],
            "with a changed claim": ["Signature", with_changed_claim(valid)],
            "signed with another key": ["Signature", token(foreign)],
            "without a signature": ["Signature", valid.rsplit(".", 1)[0] + "."],
            "of an unknown key": ["UnknownKey", token(foreign, {"kid": "next"})],
            "with a key for encryption": ["UnknownKey", token(foreign, {"kid": "encryption"})],
            "with a key that it brings": ["UnknownKey", token(foreign, {"kid": "own", "jwk": public_jwk(foreign, "own")})],
            "without a key": ["Malformed", token(signing, {"kid": None})],
        },
    }
    path = pathlib.Path(__file__).with_name("vectors.json")
    path.write_text(json.dumps(vectors, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
