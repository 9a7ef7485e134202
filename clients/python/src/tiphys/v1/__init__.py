"""Generated messages of the gRPC API ``tiphys.v1``, made by ``tools/python-client-stubs``. Use :mod:`tiphys` instead."""
