import pytest

from tiphys._addresses import parse_address
from tiphys._proxy import choose_proxy
from tiphys.errors import ConfigurationError

PROXY = {"https_proxy": "http://proxy.campus:3128"}


@pytest.mark.parametrize(
    "exceptions",
    [
        "gateway.example.org",
        ".example.org",
        "example.org",
        "*.example.org",
        "*",
        "other, gateway.example.org:443",
        "EXAMPLE.ORG",
    ],
)
def test_no_proxy_is_honoured_as_people_write_it(exceptions):
    address = parse_address("https://gateway.example.org")
    assert choose_proxy(address, None, {**PROXY, "NO_PROXY": exceptions}) is None


@pytest.mark.parametrize("exceptions", ["", "other.org", "gateway.example.org:8443", "ample.org"])
def test_other_hosts_go_through_the_proxy(exceptions):
    address = parse_address("https://gateway.example.org")
    assert choose_proxy(address, None, {**PROXY, "no_proxy": exceptions}) == "http://proxy.campus:3128"


def test_networks_in_no_proxy_are_honoured():
    variables = {"HTTP_PROXY": "proxy:3128", "NO_PROXY": "10.0.0.0/8"}
    assert choose_proxy(parse_address("http://10.1.2.3"), None, variables) is None
    assert choose_proxy(parse_address("http://11.1.2.3"), None, variables) == "http://proxy:3128"


def test_this_machine_is_never_reached_through_a_proxy():
    assert choose_proxy(parse_address("http://127.0.0.1:80"), None, {"HTTP_PROXY": "http://proxy:1"}) is None


def test_an_argument_beats_the_variables():
    address = parse_address("https://gateway.example.org")
    assert choose_proxy(address, "none", PROXY) is None
    assert choose_proxy(address, "http://mine:1", PROXY) == "http://mine:1"
    with pytest.raises(ConfigurationError):
        choose_proxy(address, "socks5://mine:1", {})
