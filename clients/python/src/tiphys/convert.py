"""YAML to Python and back, without a loss in either direction.

The Python has one function for each document, which returns it as a dict; ``client.submit`` takes that, and so does
``yaml``. What is written is read back and compared, so a document that cannot be kept is refused and never changed.
"""

from __future__ import annotations

import keyword
import pprint
import re
import runpy
from pathlib import Path
from typing import Any

from tiphys._yaml import dump_yaml, load_all_yaml
from tiphys.errors import ConfigurationError

_HEAD = '"""Made by \'tiphys convert\'. Each function gives one document; DOCUMENTS has them all."""\n'


def yaml_to_python(text: str) -> str:
    """Python with a function for each document of a YAML text. Raises WorkflowInvalid for what is not YAML."""
    documents = load_all_yaml(text, "the text")
    names = _names(documents)
    parts = [_HEAD]
    for name, document in zip(names, documents, strict=True):
        body = pprint.pformat(document, width=100, sort_dicts=False).replace("\n", "\n    ")
        parts.append(f"\n\ndef {name}():\n    return {_unindented(document, body)}\n")
    parts.append(f"\n\nDOCUMENTS = [{', '.join(f'{name}()' for name in names)}]\n")
    source = "".join(parts)
    if documents_of(source) != documents:
        raise ConfigurationError("A document has values that Python cannot keep.", "Report the document as a bug.")
    return source


def _unindented(document: Any, body: str) -> str:
    """The text of a value; adding spaces inside of a text of several lines would change it, but pprint breaks none."""
    return body if isinstance(document, (dict, list)) else repr(document)


def documents_of(source: str) -> list[Any]:
    """The documents of such Python."""
    names: dict[str, Any] = {}
    exec(compile(source, "converted", "exec"), names)
    return list(names["DOCUMENTS"])


def python_to_yaml(path: Path) -> str:
    """The YAML of a Python file: of its DOCUMENTS, or of the Hera workflows at its top level, which is executed."""
    names = runpy.run_path(str(path), run_name="tiphys_convert")
    documents = names.get("DOCUMENTS")
    if documents is None:
        from tiphys._documents import to_mapping

        found = [one for one in names.values() if hasattr(one, "to_dict") and hasattr(one, "build")]
        unique = {id(one): one for one in found if not isinstance(one, type)}
        documents = [to_mapping(one) for one in unique.values()]
    if not documents:
        raise ConfigurationError(f"{path} has neither DOCUMENTS nor a Hera workflow at its top level.", "Add one.")
    return "---\n".join(dump_yaml(one) for one in documents)


def _names(documents: list[Any]) -> list[str]:
    names: list[str] = []
    for number, document in enumerate(documents, 1):
        metadata = document.get("metadata") or {} if isinstance(document, dict) else {}
        wanted = str(metadata.get("name") or metadata.get("generateName") or f"document_{number}")
        name = re.sub(r"\W+", "_", wanted).strip("_").lower() or f"document_{number}"
        name = f"_{name}" if name[0].isdigit() or keyword.iskeyword(name) else name
        names.append(name if name not in names else f"{name}_{number}")
    return names
