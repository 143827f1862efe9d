"""The words by which a security check is switched off: for ``disabled-security-check``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

CODE: tuple[tuple[str, str, str], ...] = (
    (
        (
            "verify VERIFY ssl SSL TLS CERT_NONE hostname Hostname HOSTNAME rejectUnauthorized"
            " InsecureSkipVerify danger_accept TrustAll disable_warnings"
        ),
        (
            r"\bverify\s*=\s*False\b|\bssl\._create_unverified_context|\bCERT_NONE\b"
            r"|\bcheck_hostname\s*=\s*False\b|\bverify_ssl\s*=\s*False\b|\bssl\s*=\s*False\b\s*[,)]"
            r"|\brejectUnauthorized\s*:\s*false\b|\bstrictSSL\s*:\s*false\b|\bNODE_TLS_REJECT_UNAUTHORIZED\b"
            r"|\bInsecureSkipVerify\s*[:=]\s*true\b|\bdanger_accept_invalid_(?:certs|hostnames)\(true\)"
            r"|\bVERIFY_NONE\b|\bverify_mode\s*[:=]\s*:?none\b|\bNoopHostnameVerifier\b"
            r"|\bALLOW_ALL_HOSTNAME_VERIFIER\b|\bTrustAllStrategy\b|\bdisable_warnings\(.*InsecureRequest"
        ),
        "Certificates are no longer verified here.",
    ),
    (
        "AutoAddPolicy InsecureIgnoreHostKey StrictHostKey",
        r"\bAutoAddPolicy\b|\bInsecureIgnoreHostKey\b|\bStrictHostKeyChecking[=\s]+no\b",
        "Host keys are no longer verified here.",
    ),
    (
        "verify algorithm",
        (
            r"\bverify_signature[\"']?\s*[:=]\s*False\b|\bjwt\.decode\(.*verify\s*=\s*False"
            r"|\balgorithms?\s*[:=]\s*\[?\s*[\"']none[\"']"
        ),
        "Signatures are no longer verified here.",
    ),
    (
        "csrf Csrf CSRF skip_ AllowAny permitAll",
        (
            r"@csrf_exempt\b|\bskip_before_action\s+:(?:verify_authenticity_token|authenticat\w+|authoriz\w+)"
            r"|\bskip_forgery_protection\b|\bcsrf\(\)\.disable\(\)|\bCsrfConfigurer::disable\b"
            r"|\bWTF_CSRF_ENABLED\s*=\s*False|\bpermission_classes\s*=\s*[\[(]\s*AllowAny\b"
            r"|\banyRequest\(\)\.permitAll\(\)"
        ),
        "Requests are taken without the check that protects them.",
    ),
    (
        "chmod Chmod",
        r"\bchmod\b.*\b0?o?(?:777|666)\b|\.chmod\([^)]*0o?777|\bos\.ModePerm\b.*Chmod",
        "Everybody may write here.",
    ),
)
"""In product code: texts of which each match holds one, a pattern of one line, and what is said."""

SCRIPT: tuple[tuple[str, str, str], ...] = (
    (
        "curl wget ssl SSL TLS VERIFY --trusted-host",
        (
            r"\bcurl\b.*\s(?:-k|--insecure)\b|\bwget\b.*--no-check-certificate|\bhttp\.sslVerify[=\s]+false"
            r"|\bstrict-ssl[=\s]+false\b|\bNODE_TLS_REJECT_UNAUTHORIZED\s*[:=]\s*['\"]?0|--trusted-host\b"
            r"|\bPYTHONHTTPSVERIFY\s*[:=]\s*['\"]?0|\bGIT_SSL_NO_VERIFY\b|\bssl_verify\s*[:=]\s*false\b"
        ),
        "Certificates are no longer verified here.",
    ),
    (
        "StrictHostKey",
        r"\bStrictHostKeyChecking[=\s]+no\b",
        "Host keys are no longer verified here.",
    ),
    ("permissions:", r"^\s*permissions:\s*write-all\b", "The workflow may write everything."),
    ("chmod", r"\bchmod\b.*\s0?777\b", "Everybody may write here."),
    (
        "Principal Action",
        r"[\"']?(?:Principal|Action)[\"']?\s*[:=]\s*\[?\s*[\"']\*[\"']",
        "The policy grants more than it names.",
    ),
)
"""In scripts and configuration."""


class _Sign(NamedTuple):
    """A pattern of one line, texts of which each match holds one, and what is said of it."""

    texts: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str


def _compiled(table: Iterable[tuple[str, str, str]]) -> tuple[_Sign, ...]:
    return tuple(_Sign(tuple(t.split()), re.compile(p, re.MULTILINE), said) for t, p, said in table)


_COMPILED_CODE = _compiled(CODE)
_COMPILED_SCRIPT = _compiled(SCRIPT)
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.){12,}\"|'(?:[^'\\\n]|\\.){12,}'|`[^`\n]{12,}`")
"""A text of code that is long enough to be a message."""


def unsafe(lines: Sequence[tuple[int, str]], *, is_code: bool) -> Iterator[tuple[int, str, str]]:
    """Yield the lines that a pattern is about, with what is said of them.

    The texts are looked for in no time; the patterns are tried on all lines together first.
    """
    together = "\n".join([text.rstrip("\n") for _, text in lines])
    table = _COMPILED_CODE if is_code else _COMPILED_SCRIPT
    near = [sign for sign in table if any(text in together for text in sign.texts)]
    if not near:
        return
    bare = _STRING.sub('""', together) if is_code else together
    signs = [sign for sign in near if sign.pattern.search(bare)]
    if not signs:
        return
    for (number, text), line in zip(lines, bare.split("\n"), strict=True):
        message = next((sign.message for sign in signs if sign.pattern.search(line)), None)
        if message:
            yield number, text, message
