"""Which addresses are refused, before and after a name is resolved."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import socket
from pathlib import Path

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import NetworkError, RefusedError
from upslope.records import Request
from upslope.sources.door.addresses import check_url, is_public
from upslope.sources.door.http import Door
from upslope.sources.door.transport import PublicDialer

SPECIAL4 = [
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",
    )
]  # fmt: skip
SPECIAL6 = [
    ipaddress.IPv6Network(block)
    for block in (
        "::/128", "::1/128", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7",
        "fe80::/10", "fec0::/10", "ff00::/8", "64:ff9b:1::/48",
    )
]  # fmt: skip
PUBLIC4 = ("1.1.1.1", "93.184.216.34", "172.32.0.1", "192.0.1.1", "223.255.255.254")


def in_ipv6(ip: ipaddress.IPv4Address) -> list[str]:
    """Write an IPv4 address in each of the ways that IPv6 can carry one."""
    low = int(ip)
    made = {
        "mapped": 0xFFFF << 32 | low,
        "compatible": low,
        "nat64": 0x0064FF9B << 96 | low,
        "nat64 local": 0x0064FF9B0001 << 80 | low,
        "6to4": 0x2002 << 112 | low << 80,
        "teredo server": 0x20010000 << 96 | low << 64 | (0xFFFFFFFF ^ 0x01010101),
        "teredo client": 0x20010000 << 96 | 0x01010101 << 64 | (0xFFFFFFFF ^ low),
    }
    return [str(ipaddress.IPv6Address(number)) for number in made.values()]


@given(st.sampled_from(SPECIAL4), st.integers(0))
def test_no_special_ipv4_address_is_public_however_it_is_carried(
    block: ipaddress.IPv4Network, number: int
) -> None:
    ip = block[number % block.num_addresses]
    assert not is_public(str(ip))
    assert [form for form in in_ipv6(ip) if is_public(form)] == []


@given(st.sampled_from(SPECIAL6), st.integers(0))
def test_no_special_ipv6_address_is_public(block: ipaddress.IPv6Network, number: int) -> None:
    assert not is_public(str(block[number % block.num_addresses]))


@pytest.mark.parametrize("ip", [*PUBLIC4, "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_ordinary_addresses_are_public(ip: str) -> None:
    assert is_public(ip)


@given(st.text(max_size=40))
def test_anything_else_is_not_an_address(text: str) -> None:
    assert is_public(text) in {False, True}
    with pytest.raises(RefusedError):
        check_url(text.replace("://", ""))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.1/", "http://0x7f000001/", "http://0177.0.0.1/", "http://[::ffff:7f00:1]/",
        "http://127。0。0。1/", "http://faß.example/", "http://①②⑦.0.0.1/", "http://localhost./", "http://a.local/",
        "http://printer/", "ftp://example.com/", "http:/example.com", "//example.com/",
        "http://example.com:22/", "http://example.com:99999/", "http://me@example.com/",
        "http://example.com\\@127.0.0.1/", "http://exa mple.com/", "http://example.com\t/",
        "http://example.com%00.example.org/", "http://[::1/", "http://-a.example/", "https://",
        "http://example..com/", "http://[fe80::1%25eth0]/", "http://" + "a." * 130 + "com/",
    ],
)  # fmt: skip
def test_odd_spellings_are_refused(url: str) -> None:
    with pytest.raises(RefusedError):
        check_url(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://EXAMPLE.com/JOBS?a=b@c", "example.com"),
        ("https://münchen.example/stellen", "xn--mnchen-3ya.example"),
        ("https://example.com:8443/", "example.com"),
        ("https://example.com/#@127.0.0.1", "example.com"),
    ],
)
def test_ordinary_urls_pass(url: str, host: str) -> None:
    assert check_url(url) == host


def test_a_source_asks_only_its_own_hosts() -> None:
    assert check_url("https://acme.example.com/", ("*.example.com",)) == "acme.example.com"
    for url in ("https://example.org/", "https://badexample.com/", "https://example.com/"):
        with pytest.raises(RefusedError, match="asks only"):
            check_url(url, ("*.example.com",))


class Names:
    """A resolver that gives its answers in turn, and a network that only counts."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.dialled = list(answers), list[str]()

    def resolve(self, host: str, port: int, timeout: float) -> list[str]:
        return self.answers.pop(0)

    def connect(self, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        self.dialled.append(host)
        raise httpcore.ConnectError("nobody there")

    def dialer(self) -> PublicDialer:
        return PublicDialer(self.resolve, self.connect)


@pytest.mark.parametrize(
    "answer", [["127.0.0.1"], ["::ffff:10.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["fe80::1%2"], []]
)
def test_a_name_that_leads_inside_is_not_dialled(answer: list[str]) -> None:
    names = Names(answer)
    with pytest.raises(RefusedError, match="private network"):
        Door(dial=names.dialer()).get(Request(url="https://rebind.example/"))
    assert names.dialled == []


def test_the_vetted_address_is_the_one_that_is_dialled() -> None:
    """A name that changes its answer after the check gains nothing: it is resolved once."""
    names = Names(["93.184.216.34", "1.1.1.1"], ["127.0.0.1"])
    with pytest.raises(httpcore.ConnectError):
        names.dialer()("rebind.example", 443, 5)
    assert names.dialled == ["93.184.216.34", "1.1.1.1"]


@pytest.mark.shared
def test_the_shared_addresses(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = json.loads((shared / "hostile/ssrf/ssrf_cases.json").read_text())
    dialled: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: dialled.append(a))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: dialled.append(a))
    door = Door()
    for url in cases["block"]:
        with pytest.raises(NetworkError):
            door.get(Request(url=url))
    assert dialled == []
    for url in cases["allow"]:
        assert check_url(url)
    for case in cases["dns"]:
        names = Names(*case["answers"])
        if case["verdict"] == "block":
            with pytest.raises(RefusedError):
                names.dialer()(case["host"], 80, 5)
        else:
            with pytest.raises(httpcore.ConnectError):
                names.dialer()(case["host"], 80, 5)
            assert names.dialled == case["answers"][0]


@pytest.mark.shared
def test_the_host_that_is_judged_is_the_host_that_is_asked(shared: Path) -> None:
    """Two readers of one URL never differ on its host; the WHATWG URL tests hold odd ones."""
    data = json.loads((shared / "hostile/url-idna/url/tests/urltestdata.json").read_text())
    urls = [case["input"] for case in data if isinstance(case, dict)]
    judged = differing = 0
    for url in urls + [f"https://example.com{odd}" for odd in ("\\@127.0.0.1/", "/\\../", "#@a")]:
        try:
            host = check_url(url)
        except RefusedError:
            continue
        judged += 1
        with contextlib.suppress(httpx.InvalidURL):  # then nothing is asked at all
            asked = httpx.URL(url).raw_host.decode().strip("[]")
            differing += asked != host
    assert judged > 50
    assert differing == 0
