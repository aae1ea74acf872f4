"""Which conda stops until the terms of Anaconda's channels are accepted, and what accepts them. As of 2026-11-21.

The plugin conda-anaconda-tos does it: at ``create``, ``install``, ``update``, ``remove``, ``search`` and those of
``env``, in a build that has no terminal, with CondaToSNonInteractiveError (its plugin.py and render.py, 2026-08-21).
Anaconda's channels have had terms for it since 2025-07-15.

Sources: public Dockerfiles call ``conda tos`` of Miniconda 25.5.1, and others build with 25.1.1 and 25.3.1 in 2026
without it; that Anaconda has it from 2025.06 on is from memory. Of the images continuumio/miniconda3 none surely has
it: the tags go from 25.3.1 to 25.11.1, from which on the image takes the plugin out (anaconda/docker-images
miniconda3/debian/Dockerfile, pull request 699 of 2026-01-23, and its history); continuumio/anaconda3 is at 2024.10.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

FIRST_INSTALLER_WITH_TERMS = {"Miniconda3": (25, 5), "Anaconda3": (2025, 6)}
"""The first installer that holds the plugin, by how its file's name begins."""

ACCEPTING_VARIABLES = frozenset(
    (
        *("CONDA_PLUGINS_AUTO_ACCEPT_TOS", "CONDATOS"),
        # Those of CI services: the plugin then prints the terms and goes on.
        *("APPVEYOR", "BAMBOO_BUILDKEY", "BITRISE_IO", "BUDDY", "BUILDKITE", "CI", "CIRCLECI", "CIRRUS_CI"),
        *("CODEBUILD_BUILD_ID", "CONCOURSE_CI", "DRONE", "GITHUB_ACTIONS", "GITLAB_CI", "HEROKU_TEST_RUN_ID"),
        *("JENKINS_URL", "SAIL_CI", "SEMAPHORE", "TEAMCITY_VERSION", "TF_BUILD", "TRAVIS", "WERCKER"),
        "WOODPECKER_CI",
        # Enough for it when it runs in a container.
        *("AZURE_HTTP_USER_AGENT", "BUILDKITE_BUILD_ID", "BUILD_ID", "BUILD_NUMBER", "BUILD_URL"),
        *("CIRCLE_BUILD_NUM", "CIRCLE_PROJECT_REPONAME", "GITHUB_JOB", "GITHUB_REPOSITORY", "GITHUB_WORKFLOW"),
        *("GITLAB_PROJECT_ID", "GITLAB_USER_ID", "JOB_NAME", "RUNNER_ARCH", "RUNNER_OS", "WORKSPACE"),
    )
)
"""Variables with which it may go on without asking."""

ASKING_VERBS = frozenset(("create", "env create", "env remove", "env update", "install", "remove", "update"))
"""Verbs of conda before which the plugin asks."""
