"""The commands about settings, and the completion scripts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from tiphys import contexts
from tiphys.cli.output import say


def explain(chosen: argparse.Namespace) -> int:
    """Shows each setting and its origin."""
    from tiphys.config import resolve

    given = {
        "url": chosen.url,
        "token_file": chosen.token_file,
        "environment": chosen.environment,
        "namespace": chosen.namespace,
        "transport": chosen.transport,
    }
    print(resolve(given, context=chosen.context).explain())
    return 0


def import_block(chosen: argparse.Namespace) -> int:
    """Keeps a pasted block as a context."""
    text = sys.stdin.read() if chosen.file == "-" else Path(chosen.file).read_text()
    name, understood = contexts.import_block(text, chosen.name)
    for key, value in understood.items():
        say(f"tiphys: {key} = {value}")
    say(f"tiphys: kept in {contexts.contexts_file()}; 'tiphys doctor' tries it")
    print(name)
    return 0


def list_contexts(chosen: argparse.Namespace) -> int:
    """Lists the contexts; a star is at the current one."""
    names, current = contexts.context_names()
    for name in names:
        print(f"{'*' if name == current else ' '} {name}")
    return 0


def use_context(chosen: argparse.Namespace) -> int:
    """Makes a context the current one."""
    contexts.use_context(chosen.name)
    say(f"tiphys: {chosen.name} is the current context")
    return 0


def _tree(parser: argparse.ArgumentParser) -> dict[str, list[str]]:
    """The words that may follow each command: its options and choices."""
    tree: dict[str, list[str]] = {}

    def walk(path: str, one: argparse.ArgumentParser) -> None:
        words: list[str] = []
        for action in one._actions:
            words += [option for option in action.option_strings if option.startswith("--")]
            if isinstance(action, argparse._SubParsersAction):
                words += list(action.choices)
                for name, sub in action.choices.items():
                    walk(f"{path} {name}".strip(), sub)
            elif action.choices and not action.option_strings:
                words += [str(choice) for choice in action.choices]
        tree[path] = words

    walk("", parser)
    return tree


_BASH = """_tiphys() {{
    local path="" word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${{COMP_WORDS[i]}}
        case "$path $word" in
{known}
        esac
    done
    local words=""
    case "$path" in
{words}
    esac
    COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
    [[ ${{#COMPREPLY[@]}} -gt 0 ]] || COMPREPLY=($(compgen -f -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o filenames -F _tiphys tiphys
"""


def completion(chosen: argparse.Namespace) -> int:
    """Prints a completion script, made of the parser itself."""
    from tiphys.cli.parser import make_parser

    tree = _tree(make_parser())
    if chosen.shell == "fish":
        print(_fish(tree))
        return 0
    known = "\n".join(f'            " {path}" | "{path}") path="{path}" ;;' for path in tree if path)
    words = "\n".join(f'        "{path}") words="{" ".join(names)}" ;;' for path, names in tree.items())
    script = _BASH.format(known=known, words=words)
    print(f"autoload -U +X bashcompinit && bashcompinit\n{script}" if chosen.shell == "zsh" else script)
    return 0


def _fish(tree: dict[str, Any]) -> str:
    lines = [f"complete -c tiphys -f -n __fish_use_subcommand -a '{' '.join(w for w in tree[''] if w[0] != '-')}'"]
    for path, words in tree.items():
        first = path.split(" ")[0]
        for word in words:
            if path and word.startswith("--"):
                lines.append(f"complete -c tiphys -n '__fish_seen_subcommand_from {first}' -l {word[2:]}")
            elif path:
                lines.append(f"complete -c tiphys -n '__fish_seen_subcommand_from {first}' -a {word}")
    return "\n".join(lines)
