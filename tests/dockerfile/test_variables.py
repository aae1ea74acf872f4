"""Which value a variable has where: scopes of ARG and ENV, build arguments, inheritance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.dockerfile.expansion import UnknownValueError
from mlint.dockerfile.stages import global_instructions, read_stages, stage_called
from mlint.dockerfile.variables import (
    PLATFORM_ARGUMENTS,
    Environment,
    ImageVariables,
    Scope,
    Variable,
    apply,
    global_scope,
)
from tests.dockerfile.helpers import read

if TYPE_CHECKING:
    from collections.abc import Mapping


def environments(text: str, build_args: Mapping[str, str] | None = None) -> list[Environment]:
    """The variables in force at the end of every stage."""
    dockerfile = read(text)
    given = build_args or {}
    outside = global_scope(global_instructions(dockerfile), given).now()
    stages = read_stages(dockerfile)
    found: list[Environment] = []
    for stage in stages:
        base = outside.expand(stage.base.text) if stage.base else None
        parent = stage_called(stages, base or "", stage.number, any_case=False)
        scope = Scope(found[parent.number] if parent else None)
        for instruction in stage.instructions:
            apply(instruction, scope, outside, given)
        found.append(scope.now())
    return found


def last(text: str, build_args: Mapping[str, str] | None = None) -> dict[str, str | None]:
    return dict(environments(text, build_args)[-1])


def outside(text: str, build_args: Mapping[str, str] | None = None) -> Environment:
    return global_scope(global_instructions(read(text)), build_args or {}).now()


class TestGlobal:
    def test_defaults_see_those_before(self) -> None:
        found = outside("ARG A=1\nARG B=${A}2 C=$B\nARG D\nARG A=$A$A\nFROM x\nARG A=no\n")
        assert [found[name] for name in "ABCD"] == ["11", "12", "12", None]

    def test_words_of_one_line_see_the_ones_before(self) -> None:
        assert outside("ARG A=1 B=$A\nFROM x\n")["B"] == "1"

    def test_platform_arguments_are_unknown(self) -> None:
        found = outside("FROM --platform=$BUILDPLATFORM x\n")
        assert set(found) == PLATFORM_ARGUMENTS
        assert found["TARGETARCH"] is None
        assert found.expand("x-${TARGETARCH}") is None
        assert found.expand("x-${TARGETARCH:-amd64}") is None

    def test_build_arguments(self) -> None:
        found = outside("ARG A=1\nARG B=$A\nARG C\nFROM x\n", {"A": "2", "C": "3", "D": "4", "TARGETARCH": "arm64"})
        assert (found["A"], found["B"], found["C"], found["TARGETARCH"]) == ("2", "2", "3", "arm64")
        assert "D" not in found

    def test_only_arguments_count(self) -> None:
        assert "A" not in outside("ENV A=b\nFROM x\n")

    def test_the_escape_token_counts(self) -> None:
        assert outside("# escape=`\nARG A=C:\\x`$A\nFROM x\n")["A"] == "C:\\x$A"


class TestStage:
    def test_a_global_argument_is_seen_only_when_declared_again(self) -> None:
        text = "ARG A=1\nARG B=2\nFROM x\nARG A\nENV C=$A D=$B\n"
        assert last(text) == {"A": "1", "C": "1", "D": None}

    def test_an_own_default_wins_over_the_global_one(self) -> None:
        assert last("ARG A=1\nFROM x\nARG A=2\n") == {"A": "2"}

    def test_a_build_argument_wins_over_both(self) -> None:
        assert last("ARG A=1\nFROM x\nARG A=2\nARG B\n", {"A": "3", "B": "4"}) == {"A": "3", "B": "4"}

    def test_a_build_argument_that_nobody_declares(self) -> None:
        assert last("FROM x\nENV B=$A\n", {"A": "3"}) == {"B": None}

    def test_without_default(self) -> None:
        assert last("FROM x\nARG A\nENV B=a$A\n") == {"A": None, "B": None}
        # A second declaration takes nothing away.
        assert last("FROM x\nARG A=1\nARG A\n") == {"A": "1"}

    def test_platform_arguments_when_declared(self) -> None:
        assert last("FROM x\nARG TARGETARCH\nENV A=$TARGETARCH B=$TARGETOS\n") == {
            "TARGETARCH": None,
            "A": None,
            "B": None,
        }

    def test_a_line_of_env_sees_what_was_before_it(self) -> None:
        assert last("FROM x\nENV A=1\nENV A=2 B=$A C=$B\n") == {"A": "2", "B": "1", "C": None}

    def test_a_line_of_arg_sees_itself(self) -> None:
        assert last("FROM x\nARG A=1 B=$A\n") == {"A": "1", "B": "1"}

    def test_the_later_one_wins(self) -> None:
        assert last("FROM x\nARG A=1\nENV A=2\n") == {"A": "2"}
        assert last("FROM x\nENV A=2\nARG A=1\n") == {"A": "1"}

    def test_names_and_values_are_expanded(self) -> None:
        text = "FROM x\nARG A=b\nENV ${A}_C='$A' D=\"$A d\" E=${A:+e}\nENV $X=y =z\n"
        assert last(text) == {"A": "b", "b_C": "$A", "D": "b d", "E": "e"}

    def test_old_form(self) -> None:
        assert last("FROM x\nENV A b $A\nENV B a b\n") == {"A": None, "B": "a b"}

    def test_what_the_builder_refuses_has_no_value(self) -> None:
        assert last("FROM x\nENV A=${B/c} C=${B:?no} D='e\n") == {"A": None, "C": None, "D": None}

    def test_other_instructions_set_nothing(self) -> None:
        assert last("FROM x\nLABEL A=b\nRUN A=b\n") == {}

    def test_a_value_that_grows_becomes_unknown(self) -> None:
        found = last("FROM x\nENV A=xxxxxxxx\n" + "ENV A=$A$A\n" * 40)
        assert found["A"] is None


class TestInheritance:
    TEXT = "FROM x AS a\nENV A=1 B=1\nARG C=1\nFROM a AS b\nENV B=2\nFROM b\nENV D=$A$B$C\nFROM x\nENV E=$A\n"

    def test_from_a_stage(self) -> None:
        found = environments(self.TEXT)
        assert dict(found[1]) == {"A": "1", "B": "2", "C": "1"}
        assert dict(found[2]) == {"A": "1", "B": "2", "C": "1", "D": "121"}
        assert dict(found[3]) == {"E": None}

    def test_a_name_in_capitals_is_no_stage(self) -> None:
        assert last("FROM x AS Base\nENV A=1\nFROM Base\n") == {}
        assert last("FROM x AS Base\nENV A=1\nFROM base\n") == {"A": "1"}

    def test_the_origin_is_kept(self) -> None:
        found = environments(self.TEXT)[2]
        env, arg = found.variable("A"), found.variable("C")
        assert env is not None
        assert arg is not None
        assert (env.origin, arg.origin) == ("ENV", "ARG")
        assert env.assignment is not None
        assert env.assignment.key == "A"
        assert found.variable("X") is None

    def test_long_chains(self) -> None:
        count = 3000
        chain = "".join(f"FROM s{n} AS s{n + 1}\nENV A{n}=$FIRST B={n}\n" for n in range(count))
        found = environments("FROM x AS s0\nENV FIRST=1\n" + chain)[-1]
        assert found["FIRST"] == found["A7"] == "1"
        assert found["B"] == str(count - 1)
        assert "NONE" not in found
        assert len(found) == count + 2

    def test_several_stages_on_one(self) -> None:
        text = "FROM x AS a\nENV A=1\n" + "".join(f"FROM a\nENV B{n}=$A$B{n - 1}\nENV A={n}\n" for n in range(4))
        found = environments(text)
        assert dict(found[0]) == {"A": "1"}
        assert [dict(one) for one in found[1:]] == [{"A": str(n), f"B{n}": None} for n in range(4)]


class TestEnvironment:
    def test_it_is_what_it_was(self) -> None:
        scope = Scope()
        scope.set("A", Variable("1", "ENV"))
        before = scope.now()
        child = Scope(before)
        scope.set("A", Variable("2", "ENV"))
        scope.set("B", Variable("3", "shell"))
        assert dict(before) == {"A": "1"}
        assert dict(scope.now()) == {"A": "2", "B": "3"}
        assert dict(child.now()) == {"A": "1"}
        child.set("C", Variable("4", "ENV"))
        assert dict(child.now()) == {"A": "1", "C": "4"}
        assert dict(Scope(before).now()) == {"A": "1"}

    def test_it_is_a_mapping(self) -> None:
        scope = Scope()
        scope.set("A", Variable(None, "ARG"))
        found = scope.now()
        assert found["A"] is None
        assert "A" in found
        assert "B" not in found
        number: object = 1
        assert number not in found
        assert len(found) == 1
        with pytest.raises(KeyError):
            found["B"]

    def test_unknown_and_unset_are_both_unknown_to_expansion(self) -> None:
        scope = Scope()
        scope.set("A", Variable(None, "ARG"))
        scope.set("B", Variable("", "ENV"))
        found = scope.now()
        for name in ("A", "C"):
            with pytest.raises(UnknownValueError):
                found.lookup(name)
        assert found.expand("$A") is None
        assert found.expand("${C:-x}") is None
        assert found.expand("$B${B:-x}") == "x"
        assert found.expand("`$B", "`") == "$B"
        assert found.expand("'") is None


class TestImage:
    """What the image sets that a stage is built on."""

    @staticmethod
    def of(text: str, values: Mapping[str, str | None], *, complete: bool = False) -> Environment:
        dockerfile = read(text)
        scope = Scope(None, lambda: ImageVariables(values, complete))
        for instruction in dockerfile.instructions:
            apply(instruction, scope, outside(text), {})
        return scope.now()

    def test_its_variables_are_those_of_the_stage(self) -> None:
        found = self.of("FROM x\nENV PATH=/opt:$PATH A=$B\n", {"PATH": "/bin", "B": None, "C": "1"})
        assert dict(found) == {"PATH": "/opt:/bin", "A": None, "B": None, "C": "1"}
        assert list(found) == ["PATH", "B", "C", "A"]
        origins = {name: variable.origin for name in found if (variable := found.variable(name))}
        assert origins == {"PATH": "ENV", "A": "ENV", "B": "image", "C": "image"}
        assert found.in_file("C") is None
        assert found.in_file("A") is not None

    def test_a_build_argument_may_replace_them(self) -> None:
        assert self.of("FROM x\nARG A\n", {"A": "1"})["A"] is None
        assert self.of("FROM x\nARG A=2\n", {"A": "1"})["A"] == "2"

    def test_stages_and_shells_keep_them(self) -> None:
        first = self.of("FROM x\nENV A=1\n", {"B": "2"})
        scope = Scope(first)
        scope.set("C", Variable("3", "shell"))
        Scope(first).set("D", Variable("4", "shell"))
        assert dict(scope.now()) == {"A": "1", "B": "2", "C": "3"}

    @pytest.mark.parametrize(
        ("name", "complete", "is_set"),
        [
            ("WRITTEN", False, True),
            ("OPEN", False, True),
            ("EMPTY", False, True),
            ("ARGUMENT", False, True),
            ("WITHOUT_DEFAULT", False, None),
            ("OF_IMAGE", False, True),
            ("OF_IMAGE_UNKNOWN", True, None),
            ("NOWHERE", False, None),
            ("NOWHERE", True, False),
            ("OPENED", True, False),
        ],
    )
    def test_is_set(self, name: str, complete: bool, is_set: bool | None) -> None:
        text = "FROM x\nENV WRITTEN=1 OPEN=$OPENED EMPTY=\nARG ARGUMENT=$OPENED\nARG WITHOUT_DEFAULT\n"
        found = self.of(text, {"OF_IMAGE": "1", "OF_IMAGE_UNKNOWN": None}, complete=complete)
        assert found.is_set(name) is is_set

    def test_it_is_not_asked_for_what_the_file_sets(self) -> None:
        def image() -> ImageVariables:
            raise AssertionError("asked")

        scope = Scope(None, image)
        text = "FROM x\nARG A\nENV B=1 C=$A\nENV D=$B$C\n"
        for instruction in read(text).instructions:
            apply(instruction, scope, outside(text), {})
        assert [scope.now()[name] for name in "ABCD"] == [None, "1", None, None]

    def test_what_is_surely_unset_has_no_value(self) -> None:
        assert self.of("FROM x\nENV A=$B\n", {}, complete=True)["A"] is None
