"""Docker's official images that Dockerfiles copy programs from without a tag, so that no stage needs the name.

As of 2026-11-21, from memory; Docker Hub lists them as https://hub.docker.com/u/library.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

OFFICIAL_IMAGES = frozenset(
    {"alpine", "bash", "busybox", "caddy", "composer", "consul", "debian", "docker", "eclipse-temurin", "elixir"}
    | {"erlang", "fedora", "golang", "gradle", "haproxy", "httpd", "julia", "maven", "memcached", "mongo", "mysql"}
    | {"nats", "nginx", "node", "openjdk", "perl", "php", "postgres", "python", "r-base", "redis", "registry", "ruby"}
    | {"rust", "swift", "tomcat", "traefik", "ubuntu", "vault"}
)
