"""Images of distributions and of other languages and programs. As of 2026-11-21.

Sources: docker-library/official-images at 37079fb336 (2026-08-21) for the names and what they are built on; users,
working folders and entrypoints from memory.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"

SYSTEM_IMAGES: dict[str, str] = {
    "almalinux": "almalinux",
    "alpine": "alpine",
    "amazonlinux": "amazonlinux",
    "archlinux": "archlinux",
    "buildpack-deps": "debian",
    "busybox": "busybox",
    "centos": "centos",
    "debian": "debian",
    "fedora": "fedora",
    "fedora/fedora": "fedora",
    "quay.io/fedora/fedora": "fedora",
    "openeuler/openeuler": "openeuler",
    "neurodebian": "debian",
    "opensuse/leap": "opensuse",
    "opensuse/tumbleweed": "opensuse",
    "oraclelinux": "oraclelinux",
    "photon": "photon",
    "quay.io/centos/centos": "centos",
    "rockylinux": "rockylinux",
    "rockylinux/rockylinux": "rockylinux",
    "ubuntu": "ubuntu",
    "mcr.microsoft.com/azurelinux/base/core": "azurelinux",
    "mcr.microsoft.com/cbl-mariner/base/core": "azurelinux",
    "public.ecr.aws/lts/ubuntu": "ubuntu",
}
"""The distribution in each image that holds nothing else."""

WINDOWS_IMAGES = ("windows", "dotnet/framework/")
"""How the repositories of Windows images begin at mcr.microsoft.com."""

DISTROLESS_PYTHON: dict[str, str] = {"11": "3.9", "12": "3.11", "13": "3.13"}
"""The Python of gcr.io/distroless/python3-debianN."""

RED_HAT_PYTHON_USER = "1001"


class RuntimeImage(Record):
    """An image of another language or program: the distribution when no word of the tag names one, and so on."""

    system: str | None
    entrypoint: str | None
    """The script that executes CMD; empty: there is none."""
    workdir: str | None = "/"
    user: str | None = "root"


RUNTIME_IMAGES: dict[str, RuntimeImage] = {
    "bash": RuntimeImage("alpine", "docker-entrypoint.sh"),
    "caddy": RuntimeImage("alpine", "", "/srv"),
    "docker": RuntimeImage("alpine", "dockerd-entrypoint.sh"),
    "eclipse-temurin": RuntimeImage("ubuntu", "/__cacert_entrypoint.sh"),
    "elixir": RuntimeImage("debian", ""),
    "gcc": RuntimeImage("debian", ""),
    "golang": RuntimeImage("debian", "", "/go"),
    "haproxy": RuntimeImage("debian", "docker-entrypoint.sh", "/var/lib/haproxy", "haproxy"),
    "httpd": RuntimeImage("debian", "", "/usr/local/apache2"),
    "julia": RuntimeImage("debian", "docker-entrypoint.sh"),
    "maven": RuntimeImage(None, "/usr/local/bin/mvn-entrypoint.sh"),
    "memcached": RuntimeImage("debian", "docker-entrypoint.sh", "/", "memcache"),
    "mongo": RuntimeImage("ubuntu", "docker-entrypoint.sh"),
    "mysql": RuntimeImage("oraclelinux", "docker-entrypoint.sh"),
    "mariadb": RuntimeImage("ubuntu", "docker-entrypoint.sh"),
    "nginx": RuntimeImage("debian", "/docker-entrypoint.sh"),
    "node": RuntimeImage("debian", "docker-entrypoint.sh"),
    "perl": RuntimeImage("debian", "", "/usr/src/app"),
    "php": RuntimeImage("debian", "docker-php-entrypoint", None),
    "postgres": RuntimeImage("debian", "docker-entrypoint.sh"),
    "r-base": RuntimeImage("debian", ""),
    "rabbitmq": RuntimeImage("ubuntu", "docker-entrypoint.sh"),
    "redis": RuntimeImage("debian", "docker-entrypoint.sh", "/data"),
    "ruby": RuntimeImage("debian", ""),
    "rust": RuntimeImage("debian", ""),
    "swift": RuntimeImage("ubuntu", ""),
    "traefik": RuntimeImage("alpine", "/entrypoint.sh"),
    "openeuler/nginx": RuntimeImage("openeuler", None, None, None),
    "openeuler/node": RuntimeImage("openeuler", None, None, None),
    "grafana/grafana": RuntimeImage("alpine", None, "/usr/share/grafana", "472"),
    "grafana/k6": RuntimeImage("alpine", None, None, "12345"),
    "nginxinc/nginx-unprivileged": RuntimeImage("debian", "/docker-entrypoint.sh", "/", "101"),
    "rocker/r-ver": RuntimeImage("ubuntu", "", "/"),
    "rocker/rstudio": RuntimeImage("ubuntu", None, None),
    "rocker/shiny": RuntimeImage("ubuntu", None, None),
    "rocker/tidyverse": RuntimeImage("ubuntu", None, None),
    "pgvector/pgvector": RuntimeImage("debian", "docker-entrypoint.sh"),
    "qdrant/qdrant": RuntimeImage("debian", None, "/qdrant"),
    "openjdk": RuntimeImage(None, ""),
    "google/cloud-sdk": RuntimeImage("debian", ""),
    "gcr.io/google.com/cloudsdktool/cloud-sdk": RuntimeImage("debian", ""),
    "gcr.io/google.com/cloudsdktool/google-cloud-cli": RuntimeImage("debian", ""),
    "mcr.microsoft.com/devcontainers/base": RuntimeImage(None, None, "/"),
    "mcr.microsoft.com/vscode/devcontainers/base": RuntimeImage(None, None, "/"),
    "ros": RuntimeImage("ubuntu", "/ros_entrypoint.sh"),
    "osrf/ros": RuntimeImage("ubuntu", "/ros_entrypoint.sh"),
    "bufbuild/buf": RuntimeImage("alpine", None),
}
"""By name. Their images hold no Python that a build should use."""

ROS_SYSTEMS: dict[str, str] = {
    "melodic": "bionic",
    "noetic": "focal",
    "foxy": "focal",
    "galactic": "focal",
    "humble": "jammy",
    "iron": "jammy",
    "jazzy": "noble",
    "kilted": "noble",
}
"""The Ubuntu of each release of ROS."""
