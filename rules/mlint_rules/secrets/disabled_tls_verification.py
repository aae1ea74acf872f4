r"""This download accepts any certificate.

Without the check of the certificate, whoever stands between the build and the server (a proxy, a wireless network, a
poisoned name server) may answer in its place, and what it answers is installed and run as root. The switch usually
came in on one company network whose proxy signs with a certificate of its own, and stayed. Such a certificate can be
installed instead: copy it to `/usr/local/share/ca-certificates` and run `update-ca-certificates`; pip takes it with
`--cert` or `PIP_CERT`.

Reported are pip's `--trusted-host` and uv's `--allow-insecure-host`, `curl -k`, `wget --no-check-certificate`, git's
`http.sslVerify`, conda's `ssl_verify` and npm's `strict-ssl` switched off, and the variables that do so
(`PIP_TRUSTED_HOST`, `GIT_SSL_NO_VERIFY`, `PYTHONHTTPSVERIFY=0`, `NODE_TLS_REJECT_UNAUTHORIZED=0` …). One finding per
stage.

mlint leaves alone this machine itself (`localhost`), downloads of which a checksum is compared later in the same `RUN`,
`--require-hashes`, and `curl -k` of an `http://` address, which has no certificate. Where pip trusts the host that the
same command names as its index, a private one may have no certificate that the image knows: then it is an `info`.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir --trusted-host pypi.org --trusted-host files.pythonhosted.org scikit-learn==1.8.0
```

## Good
```dockerfile
FROM python:3.12-slim
COPY proxy.crt /usr/local/share/ca-certificates/proxy.crt
RUN update-ca-certificates
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt
RUN pip install --no-cache-dir scikit-learn==1.8.0
```

## References
- [pip: --trusted-host](https://pip.pypa.io/en/stable/cli/pip/#cmdoption-trusted-host)
- [curl: TLS certificate verification](https://curl.se/docs/sslcerts.html)
- [pip: HTTPS certificates](https://pip.pypa.io/en/stable/topics/https-certificates/)
"""

from __future__ import annotations

from mlint.image.secrets.tls import unchecked
from mlint.knowledge.tls import CERTIFIED_HOSTS
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.secrets.tls import Unchecked


@rule(
    "ML507",
    severity="warning",
    once=True,
    mentions=("trusted", "insecure", "curl", "no-check-certificate", "ssl", "pythonhttpsverify", "node_tls"),
)
def disabled_tls_verification(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        if stage.is_reached:
            for one in unchecked(stage):
                own = one.own_index and CERTIFIED_HOSTS.isdisjoint(one.hosts)
                yield Finding(build.place(one.span), _message(one, own=own), severity="info" if own else None)


def _message(found: Unchecked, *, own: bool) -> str:
    hosts = " and ".join(found.hosts[:2]) + (" and others" if len(found.hosts) > 2 else "")
    if own:
        return f"whoever answers for {hosts} is believed; if it has a certificate, use https:// without {found.what}"
    from_whom = f"of {hosts}" if hosts else "of every server"
    return f"{found.what} accepts any certificate {from_whom}; leave it out, or install the certificate that is missing"
