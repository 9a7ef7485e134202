import pytest

from tiphys._addresses import parse_address
from tiphys.errors import ConfigurationError


@pytest.mark.parametrize(
    ("text", "secure", "prefix", "expected"),
    [
        ("argo.example.org:443", None, "", "https://argo.example.org"),
        ("argo.example.org", None, "", "https://argo.example.org"),
        ("argo.example.org:2746", True, "", "https://argo.example.org:2746"),
        ("localhost:2746", False, "", "http://localhost:2746"),
        ("http://localhost:2746", None, "", "http://localhost:2746"),
        ("http://localhost:80", None, "", "http://localhost"),
        ("HTTPS://Argo.Example.ORG:443/", None, "", "https://argo.example.org"),
        ("https://example.org/argo", None, "", "https://example.org/argo"),
        ("https://example.org/argo/", None, "/", "https://example.org/argo"),
        ("example.org:443", True, "argo/", "https://example.org/argo"),
        ("https://example.org", None, "/a/b/", "https://example.org/a/b"),
        (" 'argo.example.org:443' ", None, "", "https://argo.example.org"),
        ("[::1]:8080", False, "", "http://[::1]:8080"),
        ("http://[::1]:8080", None, "", "http://[::1]:8080"),
        ("10.0.0.7:8080", None, "", "https://10.0.0.7:8080"),
    ],
)
def test_reads_addresses_as_people_write_them(text, secure, prefix, expected):
    assert str(parse_address(text, secure=secure, prefix=prefix)) == expected


@pytest.mark.parametrize(
    ("text", "secure"),
    [
        ("", None),
        ("  ", None),
        ("http://localhost:2746", True),
        ("https://localhost:2746", False),
        ("ftp://example.org", None),
        ("https://user:geheim@example.org", None),
        ("https://example.org?x=1", None),
        ("https://example.org#x", None),
        ("example.org:port", None),
        ("example.org:99999", None),
        ("exa mple.org", None),
        ("https://", None),
        ("https://http://localhost:2746", None),
    ],
)
def test_refuses_what_is_no_address(text, secure):
    with pytest.raises(ConfigurationError) as caught:
        parse_address(text, secure=secure)
    assert caught.value.hint
    assert "geheim" not in str(caught.value)


def test_tells_this_machine_from_others():
    assert parse_address("http://127.0.0.1:1").loopback
    assert parse_address("http://[::1]:1").loopback
    assert not parse_address("http://10.0.0.1:1").loopback
