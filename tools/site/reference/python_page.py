"""The page of the Python client, from the docstrings of its public names."""

import re
from pathlib import Path

import griffe

from reference.markdown import join

# The further modules that a user imports, beside the package itself.
MODULES = ("tiphys.experiment", "tiphys.hera", "tiphys.convert")

# The names that a reader looks for first; the others follow in the order of the alphabet.
FIRST = ("Client", "Run", "Sweep", "AsyncClient", "AsyncRun")
# A line of a docstring that begins with the names of parameters.
PARAMETER = r"[a-z_]+(?:, [a-z_]+)*"
# The classes of the package that a user constructs; the client makes the others.
CONSTRUCTED = ("Client", "AsyncClient", "Secret")


def page(root: Path) -> str:
    package = griffe.load("tiphys", search_paths=[root / "clients/python/src"])
    exported = [str(name) for name in package.exports or () if not str(name).startswith("__")]
    names = [*FIRST, *(name for name in exported if name not in FIRST)]
    parts = [
        "# Python",
        "Generated from the docstrings of the package `tiphys`; do not edit. [Python and notebooks](../python.md) has examples.",
    ]
    parts += [_object(package[name], "##", name in CONSTRUCTED) for name in names]
    for module in MODULES:
        found = package[module.removeprefix("tiphys.")]
        parts += [f"## {module}", _text(found)]
        parts += [_object(one, "###") for one in found.members.values() if _is_own(one)]
    return join(parts)


def _is_own(one: griffe.Object | griffe.Alias) -> bool:
    return not one.is_alias and one.name[0] != "_" and (one.is_class or one.is_function) and one.docstring is not None


def _object(given: griffe.Object | griffe.Alias, level: str, is_constructed: bool = True) -> str:
    one = given.final_target if isinstance(given, griffe.Alias) else given
    if isinstance(one, griffe.Function):
        return join([f"{level} {one.name}", _code(one.signature()), _text(one)])
    if not isinstance(one, griffe.Class):
        return ""
    bases = ", ".join(f"`{base}`" for base in one.bases)
    fields = [member for member in one.members.values() if _is_field(member)]
    methods = [member for member in one.members.values() if isinstance(member, griffe.Function) and _is_own(member)]
    return join(
        [
            f"{level} {one.name}",
            _code(one.signature()) if one.parameters and is_constructed else "",
            f"A subclass of {bases}." if bases else "",
            _text(one),
            "\n".join(f"- `{_field(member)}`{_after(member)}" for member in fields),
            *(
                join([f"{level}# {one.name}.{method.name}", _code(method.signature()), _text(method)])
                for method in methods
            ),
        ]
    )


def _is_field(member: griffe.Object | griffe.Alias) -> bool:
    """Properties, and the annotated attributes of a class."""
    if member.is_alias or member.name.startswith("_") or not isinstance(member, griffe.Attribute):
        return False
    return "property" in member.labels or member.annotation is not None


def _field(member: griffe.Object | griffe.Alias) -> str:
    return f"{member.name}: {member.annotation}" if getattr(member, "annotation", None) else member.name


def _after(member: griffe.Object | griffe.Alias) -> str:
    return f": {' '.join(_text(member).split())}" if member.docstring else ""


def _code(text: str) -> str:
    return f"```text\n{text}\n```"


def _text(one: griffe.Object | griffe.Alias) -> str:
    """A docstring as Markdown: roles of reStructuredText become code, an indented example becomes a fence."""
    if one.docstring is None:
        return ""
    text = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", one.docstring.value).replace("``", "`")
    text = re.sub(r"::\n\n((?:    .*\n?|\n)+)", _fence, text)
    text = re.sub(r"(?:^(?:>>>|\.\.\.) .*\n?)+", _session, text, flags=re.MULTILINE)
    text = re.sub(rf"^{PARAMETER}: .*\n?(?:(?:{PARAMETER}: |    ).*\n?)*", _parameters, text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _session(match: re.Match[str]) -> str:
    """The lines of a session at the prompt of Python, without prompts."""
    lines = [re.sub(r" +# doctest:.*", "", line[4:]) for line in match[0].splitlines()]
    return "```text\n" + "\n".join(lines) + "\n```\n"


def _parameters(match: re.Match[str]) -> str:
    """The parameters of a docstring, one a line, as a list."""
    return "\n" + re.sub(rf"^({PARAMETER}): ", r"- `\1`: ", match[0], flags=re.MULTILINE) + "\n"


def _fence(match: re.Match[str]) -> str:
    lines = [line[4:] for line in match[1].strip("\n").splitlines()]
    return ":\n\n```text\n" + "\n".join(lines).rstrip() + "\n```\n\n"
