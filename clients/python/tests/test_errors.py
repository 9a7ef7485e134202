import pickle

import pytest

from tiphys import errors
from tiphys._reasons import REASONS
from tiphys.models import Finding
from tiphys.v1 import error_reason_pb2


def test_every_reason_of_the_gateway_has_a_class_and_a_next_step():
    names = {name.removeprefix("ERROR_REASON_") for name in error_reason_pb2.ErrorReason.keys()}  # noqa: SIM118
    names -= {"UNSPECIFIED"}
    assert names == set(REASONS)
    for name in names:
        kind = errors.error_class(name)
        assert kind is not errors.TiphysError, name
        error = kind(name, "detail")
        assert error.hint == REASONS[name].hint
        assert error.retryable == REASONS[name].retryable


def test_a_reason_of_a_newer_gateway_is_told_by_its_status():
    assert errors.error_class("SOMETHING_NEW", 403) is errors.Forbidden
    assert errors.error_class("SOMETHING_NEW") is errors.TiphysError


def test_an_error_says_reason_findings_and_next_step():
    finding = Finding("unknown-field", "ERROR", "Not known.", "/spec/entrypont", 4, 3, "Did you mean 'entrypoint'?")
    error = errors.WorkflowInvalid("WORKFLOW_INVALID", "2 mistakes.", findings=[finding])
    assert "line 4, column 3: Not known. Did you mean" in str(error)
    assert "Next step:" in str(error)


def test_an_error_survives_pickling_whole():
    finding = Finding("r", "ERROR", "m")
    error = errors.Throttled(
        "TOO_MANY_CALLS", "d", findings=[finding], retry_after=3.0, manifest="x: 1", metadata={"a": "b"}
    )
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is errors.Throttled
    assert again.__dict__ == error.__dict__
    assert str(again) == str(error)
    own = pickle.loads(pickle.dumps(errors.ConfigurationError("d", "h")))
    assert (own.detail, own.hint) == ("d", "h")


@pytest.mark.parametrize("name", ["ARGO_UNAVAILABLE", "TOO_MANY_CALLS"])
def test_what_may_be_called_again_is_retryable(name):
    assert REASONS[name].retryable
