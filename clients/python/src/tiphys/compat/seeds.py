"""Makes ``hera_utils`` and ``hera_k8s_utils`` importable by being imported itself."""

from tiphys.compat import install

install()
