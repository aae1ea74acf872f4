"""Where a server that a command starts listens, with which switches for development, and what in the file says so."""

from __future__ import annotations

from mlint.dockerfile.variables import Environment
from mlint.knowledge.servers import EVERYWHERE, NOTEBOOK_PASSWORDS, NOTEBOOK_TOKENS, Listening
from mlint.lazy import cached_property
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from mlint.dockerfile.source import Span
    from mlint.image.programs import Serving
    from mlint.shell.commands import Argument, Command

    Origin = Literal["option", "variable", "default", "unknown"]

_FALSE = frozenset({"", "0", "false", "no", "off", "n", "f"})
_NO_LISTENING = Listening(None)


class Setting(Record):
    """One thing as it is set: ``value`` None when the file does not tell it.

    ``origin`` is what decides: an option of the command, a variable, the program's default, or ``unknown``: a
    configuration file or words that nobody here knows may set it. ``span`` is the place of the option with its value or
    of the variable, when the file holds it.
    """

    value: str | None
    origin: Origin
    span: Span | None = None


class Switch(Record):
    """An option or a variable that turns something on: its text as it is named to a person, and its place."""

    text: str
    span: Span | None


class GivenOption(Record):
    """An option of the command line; ``value`` None when it is not known, empty for flags."""

    name: str
    value: str | None
    span: Span | None


class RunningServer:
    """A server that the container starts."""

    def __init__(
        self,
        serving: Serving,
        environment: Mapping[str, str | None],
        command: Command | None = None,
        *,
        own_image: bool = False,
        configured: bool = False,
    ) -> None:
        """Take what is known of the program, the variables it gets, and its ``command`` (None: the base image's own).

        ``own_image``: the base image is made for this server, and its files may set what no option does;
        ``configured``: files that it reads unasked are in the image.
        """
        self.name = serving.name
        """The program's name with its verb (``mlflow ui``)."""
        self.notebook = serving.notebook
        """Whether it serves the people who work in it."""
        self.detaches = serving.detaches
        """Whether it goes to the background, so that its command ends at once."""
        self.command = command
        self.environment = environment
        """The variables that it gets."""
        self.arguments = serving.arguments
        self._own_image = own_image
        self._configured = configured
        self._listening = serving.listening or _NO_LISTENING
        self._listens = serving.listening is not None

    def __repr__(self) -> str:
        return f"RunningServer({self.name} {self.host}:{self.port})"

    @cached_property
    def _options(self) -> _Options:
        return _Options(self.arguments, self._listening)

    @cached_property
    def hosts(self) -> tuple[Setting, ...]:
        """The hosts on which it listens, several when it is told several; never empty."""
        known, options = self._listening, self._options
        given = _hosts(options.given, known)
        if given:
            return given
        if options.open:
            return (Setting(None, "unknown"),)
        given = self._hosts_of_variables()
        if given:
            return given
        if self._reads_config:
            return (Setting(None, "unknown"),)
        for name in known.host_variables:
            if name in self.environment:
                return (Setting(_host(self.environment[name]), "variable", self._place(name)),)
        for name in known.address_variables:
            if name in self.environment:
                return (Setting(_address(self.environment[name])[0], "variable", self._place(name)),)
        if any(name in self.environment for name in known.config_variables):
            return (Setting(None, "unknown"),)
        for name in known.port_variables if known.port_opens else ():
            if name in self.environment:
                return (Setting(EVERYWHERE, "variable", self._place(name)),)
        if known.host is None or (self._own_image and is_loopback(known.host)):
            return (Setting(None, "unknown"),)
        return (Setting(known.host, "default"),)

    def _hosts_of_variables(self) -> tuple[Setting, ...]:
        """What variables with whole options say (GUNICORN_CMD_ARGS); one unknown when their text is not known."""
        found: list[Setting] = []
        for name in self._listening.option_variables:
            if name in self.environment:
                text, place = self.environment[name], self._place(name)
                if text is None:
                    return (Setting(None, "unknown", place),)
                for option in _split_options(text, self._listening):
                    found += _hosts([option._replace(span=place)], self._listening, "variable")
        return tuple(found)

    @property
    def host_setting(self) -> Setting:
        """The host that counts: of several one that can be reached from outside, if there is one."""
        reached = (one for one in self.hosts if one.value is None or not is_loopback(one.value))
        return next(reached, self.hosts[0])

    @property
    def host(self) -> str | None:
        """The host on which it listens; None when it is not known, or it listens on no network address."""
        return None if self.uses_socket else self.host_setting.value

    @cached_property
    def port_setting(self) -> Setting:
        """The port of its API."""
        known, options = self._listening, self._options
        for option in reversed(options.given):
            if option.name in known.port_options:
                return Setting(option.value, "option", option.span)
            if option.name in (*known.address_options, ""):
                port = option.value if (option.value or "").isdigit() else _address(option.value)[1]
                if port is not None:
                    return Setting(port, "option", option.span)
        if options.open:
            return Setting(None, "unknown")
        for name in known.option_variables:
            for one in _split_options(self.environment.get(name) or "", known):
                if (port := _address(one.value)[1]) is not None and one.name in known.address_options:
                    return Setting(port, "variable", self._place(name))
        for name in (*known.port_variables, *known.address_variables):
            if name in self.environment:
                value = self.environment[name]
                port = _address(value)[1] if name in known.address_variables else value
                if port is not None or value is None:
                    return Setting(port, "variable", self._place(name))
        unsure = self._reads_config or not known.ports
        return Setting(None, "unknown") if unsure else Setting(str(known.ports[0]), "default")

    @property
    def port(self) -> int | None:
        """The port of its API; None when it is not known, or it listens on no network address."""
        value = self.port_setting.value
        return int(value) if value and value.isdigit() and not self.uses_socket else None

    @cached_property
    def uses_socket(self) -> bool:
        """Whether it listens on a file, on what it inherits or on nothing instead of a network address."""
        known = self._listening
        variables = any(self.environment.get(name) for name in known.socket_variables)
        addresses = [one.value or "" for one in self._options.given if one.name in known.address_options]
        told = bool(addresses) and all(one.startswith(("unix:", "fd://", "/")) for one in addresses)
        return not self._listens or variables or told or self._given(known.sockets)

    @property
    def uses_no_network(self) -> bool:
        """Whether it listens on nothing at all: a worker."""
        return not self._listens

    @property
    def binds_loopback(self) -> bool | None:
        """Whether it can only be reached from inside the container; None when it is not known."""
        if self.uses_socket:
            return False
        host = self.host_setting.value
        return None if host is None else is_loopback(host)

    @cached_property
    def dev_switches(self) -> tuple[Switch, ...]:
        """The options and variables that turn on what is for development: reloading, debugging."""
        known = self._listening
        found = [
            Switch(one.name, one.span)
            for one in self._options.given
            if one.name in known.dev_options and (one.value or "true").lower() not in _FALSE
        ]
        found += [
            Switch(name, self._place(name))
            for name in known.dev_variables
            if (self.environment.get(name) or "").lower() not in _FALSE
        ]
        for name in known.option_variables:
            options = _split_options(self.environment.get(name) or "", known)
            found += [Switch(name, self._place(name)) for one in options if one.name in known.dev_options]
        return tuple(found)

    @property
    def for_development(self) -> bool:
        """Whether it is made for development whatever its options: ``flask run``, ``fastapi dev``, ``runserver``."""
        off = self._listening.dev_off
        return self._listening.develops and not (off and self._given((off,)))

    @property
    def refuses_other_names(self) -> bool:
        """Whether it answers requests to localhost only, wherever it listens, since nothing allows other names."""
        check = self._listening.host_check
        return bool(check) and not self._given(check) and not any(name in self.environment for name in check)

    @property
    def open_words(self) -> tuple[str, ...]:
        """The words to add, or to put in place of the host, so that it listens on all interfaces; may be none."""
        return self._listening.open_words

    @property
    def open_setting(self) -> str | None:
        """What to set so that it listens on all interfaces where no words do that: ``NAME=value``, or in words."""
        return self._listening.open_setting

    @property
    def host_check(self) -> str | None:
        """The option that must allow other names than localhost, too."""
        return self._listening.host_check[0] if self.refuses_other_names else None

    @property
    def names_port(self) -> bool:
        """Whether a word without option names its port."""
        return self._given(("",))

    @property
    def host_variables(self) -> frozenset[str]:
        """The variables that may change where it listens."""
        known = self._listening
        ports = known.port_variables if known.port_opens else ()
        return frozenset((*known.host_variables, *known.address_variables, *known.option_variables, *ports))

    @property
    def opening_variable(self) -> str | None:
        """The variable that makes it listen on all interfaces when the container is given one."""
        return self._listening.port_variables[0] if self._listening.port_opens else None

    @property
    def config_files(self) -> tuple[str, ...]:
        """The names of files that it reads unasked, which may change where it listens."""
        return self._listening.config_files

    @cached_property
    def open_doors(self) -> tuple[Switch, ...]:
        """The options that let everybody into a notebook: an empty token, and no password that is set."""
        if not self.notebook:
            return ()
        options = {one.name: one for one in notebook_options(self.arguments)}
        tokens = [options[name] for name in NOTEBOOK_TOKENS if name in options]
        passwords = [options[name].value for name in NOTEBOOK_PASSWORDS if name in options]
        if any(value != "" for value in passwords):
            return ()
        return tuple(Switch(one.name, one.span) for one in tokens if one.value == "")

    def _given(self, names: Sequence[str]) -> bool:
        return any(option.name in names for option in self._options.given)

    @property
    def _reads_config(self) -> bool:
        """Whether a configuration file may say what no option and no variable says."""
        endings = self._listening.config_operands
        named = bool(endings) and any((one.value or "").endswith(endings) for one in self.arguments)
        return named or self._configured or self._given(self._listening.configs)

    def _place(self, name: str) -> Span | None:
        """Where the file sets the variable; None when it does not, or an ``env`` before the command does."""
        if isinstance(self.environment, Environment):
            variable = self.environment.variable(name)
            return variable.assignment.span if variable and variable.assignment else None
        return None


class _Options:
    """The options among the words of a server; ``open``: words that nobody here knows may hold others."""

    def __init__(self, arguments: Sequence[Argument], known: Listening) -> None:
        self.given: list[GivenOption] = []
        self.open = False
        self._read(arguments, known)

    def _read(self, arguments: Sequence[Argument], known: Listening) -> None:
        taking = {*known.host_options, *known.port_options, *known.address_options, *known.sockets, *known.configs}
        taking.update(known.host_check[:1])
        flags = {*known.everywhere, *known.dev_options}
        shorts = tuple(name for name in taking if len(name) == 2)
        at = 0
        while at < len(arguments):
            one = arguments[at]
            at += 1
            word = one.start
            name, equals, rest = word.partition("=")
            if one.value is None and not (equals and name.startswith("-")):
                # In quotes, or with a known beginning, it is one word and no option.
                self.open = self.open or not (one.quoted or word)
                continue
            if name in taking and not equals:
                value = arguments[at] if at < len(arguments) else None
                span = one.span if value is None else one.span._replace(end=value.span.end)
                self.given.append(GivenOption(name, _known(value.value) if value else None, span))
                at += 1
            elif name in taking or name in flags or name == known.dev_off:
                value_text = rest if one.value is not None else None
                self.given.append(GivenOption(name, _known(value_text), one.span))
            elif word.startswith(shorts) and shorts and not word.startswith("--"):
                self.given.append(GivenOption(word[:2], _known(word[2:].removeprefix("=")), one.span))
            elif known.operand and not word.startswith("-") and (":" in word or word.isdigit()):
                self.given.append(GivenOption("", _known(word), one.span))


def _hosts(given: Sequence[GivenOption], known: Listening, origin: Origin = "option") -> tuple[Setting, ...]:
    """The hosts that options name; of several ``--host`` the last one counts, every ``--bind`` does."""
    hosts = [Setting(_host(one.value), origin, one.span) for one in given if one.name in known.host_options]
    hosts = hosts[-1:]
    for one in given:
        if one.name in known.everywhere and (one.value or "true").lower() not in _FALSE:
            hosts.append(Setting(EVERYWHERE, origin, one.span))
        elif one.name in known.address_options or (one.name == "" and one.value and ":" in one.value):
            hosts.append(Setting(_address(one.value)[0], origin, one.span))
    return tuple(hosts)


def _split_options(text: str, known: Listening) -> list[GivenOption]:
    """The options in the text of a variable; no span of theirs means anything."""
    from shlex import split

    from mlint.dockerfile.source import Span
    from mlint.shell.commands import Argument

    try:
        words = split(text)
    except ValueError:
        return []
    return _Options([Argument(word, Span(0, 0)) for word in words], known).given


def notebook_options(arguments: Sequence[Argument]) -> Iterator[GivenOption]:
    """The options with a dot in them, which Jupyter takes as ``--Class.name=value`` and ``--Class.name value``."""
    for index, one in enumerate(arguments):
        name, equals, value = one.start.partition("=")
        if name.startswith("--") and "." in name:
            known = value if one.value is not None else None
            following = arguments[index + 1] if not equals and index + 1 < len(arguments) else None
            if following is not None:
                known = following.value
            # Python's traits take a text in quotes as well.
            yield GivenOption(name, "" if known in ("''", '""') else known, one.span)


def _known(value: str | None) -> str | None:
    """``value``, unless it holds a variable that somebody else than a shell would replace."""
    return None if value is None or "$" in value else value


def _host(value: str | None) -> str | None:
    return None if value is None or "$" in value else value.strip("'\"[]")


def _address(text: str | None) -> tuple[str | None, str | None]:
    """Host and port of ``HOST:PORT``, ``HOST``, ``:PORT``, ``[::]:PORT`` or a URL; None for what is not there or known.

    No host before the colon means all interfaces.
    """
    if text is None or "$" in text:
        return None, None
    rest = text.partition("://")[2] or text
    rest = rest.partition("/")[0]
    if rest.startswith("["):
        host, _, behind = rest[1:].partition("]")
        return host, behind.removeprefix(":") or None
    host, colon, port = rest.partition(":")
    if rest.count(":") > 1:
        return rest, None
    return host if host or not colon else EVERYWHERE, port or None


def is_loopback(host: str) -> bool:
    """Whether only the container itself reaches this address."""
    return host.lower() in ("localhost", "::1", "ip6-localhost", "ip6-loopback") or host.startswith("127.")
