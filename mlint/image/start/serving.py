"""Whether an image serves: other programs ask it something over the network."""

from __future__ import annotations

from mlint.image.programs import started_script
from mlint.image.start.runtimes import starts_runpod_handler
from mlint.knowledge.servers import GRADIO_VARIABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build


def serving_because(build: Build) -> str | None:
    """What makes the image a serving one, in words for a message (``uvicorn``); None when it is none.

    The start command is a known server, notebooks and workers without a port aside, or an application of Gradio whose
    variables the file sets, or a handler of RunPod; or the base image starts a server by itself.
    """
    startup = build.startup
    server = startup.server
    if server and not server.notebook and not server.uses_no_network:
        return server.name
    facts = startup.facts
    own_start = startup.base_entrypoint.kind == "server" or startup.cmd is None
    if facts and facts.serves and not startup.entrypoint and own_start:
        return facts.image
    if starts_runpod_handler(build):
        return "a RunPod handler"
    for command in startup.programs:
        if started_script(command) and not GRADIO_VARIABLES.isdisjoint(command.environment):
            return "gradio"
    return None
