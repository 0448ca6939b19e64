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
from tests.replay import FakeClock, Replay, redirect

from upslope.errors import NetworkError, RefusedError
from upslope.records import Request
from upslope.sources.door.addresses import check_url, is_public
from upslope.sources.door.failures import UnreachedError
from upslope.sources.door.http import Door
from upslope.sources.door.transport import PublicDialer, Transport

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
        "http://kubernetes.default.svc/", "http://example.onion/", "http://example..com/",
        "http://[fe80::1%25eth0]/", "http://" + "a." * 130 + "com/",
    ],
)  # fmt: skip
def test_odd_spellings_are_refused(url: str) -> None:
    with pytest.raises(RefusedError):
        check_url(url)


@pytest.mark.parametrize(
    "url",
    ["http://a b/?key=canary", "http://me:canary@[::1/", "http://[::1/#canary", "x\x1b[2J?canary"],
)
def test_no_secret_and_no_escape_of_an_address_is_in_an_error(url: str) -> None:
    with pytest.raises(RefusedError) as caught:
        check_url(url)
    assert "canary" not in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://EXAMPLE.com/JOBS?a=b@c", "example.com"),
        ("https://münchen.example/stellen", "xn--mnchen-3ya.example"),
        ("https://xn--mnchen-3ya.example/stellen", "xn--mnchen-3ya.example"),
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


# -- the whole way, with a network that only counts


class Wire:
    """The system's resolver and sockets: names lead where they are told to, nothing connects."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.resolved: list[str] = []
        self.connected: list[str] = []
        monkeypatch.setattr(socket, "getaddrinfo", self._getaddrinfo)
        monkeypatch.setattr(socket.socket, "connect", lambda _, to: self._connect(to))

    def _getaddrinfo(self, host: str, port: int, *_: object, **__: object) -> list[object]:
        if is_an_address(host):
            answer = [host]
        else:
            self.resolved.append(host)
            answer = self.names[host].pop(0) if self.names.get(host) else ["93.184.216.34"]
        return [
            (
                socket.AF_INET6 if ":" in ip else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (ip, port),
            )
            for ip in answer
        ]

    def _connect(self, to: tuple[str, int]) -> None:
        self.connected.append(to[0])
        raise ConnectionRefusedError


def is_an_address(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    return Wire(monkeypatch)


def ask(url: str, door: Door | None = None) -> None:
    (door or Door(clock=FakeClock())).get(Request(url=url))


def test_an_ordinary_address_is_connected_to(wire: Wire) -> None:
    """The control: if this counts nothing, the other counts prove nothing."""
    with pytest.raises(UnreachedError):
        ask("https://boards.example.com/jobs")
    assert wire.resolved == ["boards.example.com"] * 3
    assert wire.connected == ["93.184.216.34"] * 3


def test_a_name_that_moves_inside_between_two_attempts_is_not_followed(wire: Wire) -> None:
    wire.names["rebind.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    with pytest.raises(RefusedError, match="private network"):
        ask("http://rebind.example/")
    assert wire.connected == ["93.184.216.34"]


@pytest.mark.shared
def test_no_shared_address_to_block_is_even_resolved(wire: Wire, shared: Path) -> None:
    cases = json.loads((shared / "hostile/ssrf/ssrf_cases.json").read_text())
    door = Door()
    for url in cases["block"]:
        with pytest.raises(RefusedError):
            ask(url, door)
    assert (wire.resolved, wire.connected) == ([], [])


@pytest.mark.shared
def test_every_shared_address_to_allow_is_connected_to(wire: Wire, shared: Path) -> None:
    cases = json.loads((shared / "hostile/ssrf/ssrf_cases.json").read_text())
    for url in cases["allow"]:
        wire.connected.clear()
        with pytest.raises(UnreachedError):
            ask(url)
        assert len(wire.connected) == 3


@pytest.mark.shared
def test_the_shared_names_are_pinned_or_blocked(wire: Wire, shared: Path) -> None:
    cases = json.loads((shared / "hostile/ssrf/ssrf_cases.json").read_text())["dns"]
    for case in cases:
        wire.connected.clear()
        wire.names[case["host"]] = list(case["answers"])
        with pytest.raises(NetworkError) as caught:
            ask(f"http://{case['host']}/")
        assert all(is_public(ip) for ip in wire.connected)
        blocked = isinstance(caught.value, RefusedError)
        assert blocked == case["verdict"].startswith("block")


@pytest.mark.shared
def test_the_shared_redirects_are_refused(replay: Replay, shared: Path) -> None:
    cases = json.loads((shared / "hostile/ssrf/ssrf_cases.json").read_text())["redirects"]
    for number, (start, target) in enumerate(cases):
        url = f"{start}{number}"
        replay.play(url, redirect(target.split(" (")[0].replace("/same", f"/{number}")))
        with pytest.raises(RefusedError):
            replay.door().get(Request(url=url, headers={"Authorization": "canary"}))
    assert {asked.host for asked in replay.asked} == {"ok.test"}


def test_a_redirect_to_a_name_that_leads_inside_is_not_dialled(replay: Replay) -> None:
    names = {"ok.example.com": ["93.184.216.34"], "inside.example.com": ["10.0.0.7"]}
    dialled = list[str]()

    def connect(ip: str, port: int, timeout: float) -> httpcore.NetworkStream:
        dialled.append(ip)
        return replay.dial(ip, port, timeout)

    replay.play("https://ok.example.com/", redirect("https://inside.example.com/"))
    dialer = PublicDialer(lambda host, port, timeout: names[host], connect)
    with pytest.raises(RefusedError, match="private network"):
        replay.door(dial=dialer).get(
            Request(url="https://ok.example.com/", headers={"Authorization": "canary"})
        )
    assert dialled == ["93.184.216.34"]


# -- two readers of one URL


class Noting:
    """A door that leads nowhere and notes which hosts it was about to dial."""

    def __init__(self) -> None:
        self.dialled: list[str] = []
        self.door = Door(dial=self._dial, clock=FakeClock())

    def _dial(self, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        self.dialled.append(host)
        raise httpcore.ConnectError("nobody there")

    def ask(self, url: str) -> str | None:
        """Ask a URL whose host, if it is judged fit, is the only one dialled; give that host."""
        self.dialled.clear()
        with contextlib.suppress(NetworkError):
            self.door.get(Request(url=url))
        try:
            judged = check_url(url)
        except RefusedError:
            judged = None
        assert set(self.dialled) <= {judged}, url
        return judged


ODD = ("\\@127.0.0.1/", "/\\../", "#@a", "?@127.0.0.1", ":443@127.0.0.1/", "%2f@a/", "\t.example/")


def test_an_odd_address_is_dialled_as_judged_or_not_at_all() -> None:
    noting = Noting()
    assert noting.ask("https://example.com/") == "example.com"
    assert noting.dialled == ["example.com"] * 3
    for odd in ODD:
        noting.ask(f"https://example.com{odd}")


def test_a_url_that_two_readers_read_differently_is_not_dialled() -> None:
    def dial(host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        raise AssertionError(host)

    tls = httpx.create_ssl_context(trust_env=False)
    with (
        Transport("judged.example", dial, tls, lambda: 5.0) as transport,
        pytest.raises(RefusedError, match="two ways"),
    ):
        transport.handle_request(httpx.Request("GET", "https://dialled.example/"))


@pytest.mark.shared
def test_the_host_that_is_judged_is_the_host_that_is_dialled(shared: Path) -> None:
    """Over the URL tests of the WHATWG and the names of Unicode's IDNA tests."""
    data = json.loads((shared / "hostile/url-idna/url/tests/urltestdata.json").read_text())
    urls = {case["input"]: case.get("hostname") for case in data if isinstance(case, dict)}
    lines = (shared / "hostile/url-idna/idna/tests/IdnaTestV2.txt").read_text().splitlines()
    names = [line.split(";")[0].strip() for line in lines if line and not line.startswith("#")]
    urls |= {f"https://{name}/": None for name in names}
    noting, judged = Noting(), 0
    for url, hostname in urls.items():
        if host := noting.ask(url):
            judged += 1
            assert not hostname or same_host(host, hostname.strip("[]")), url
    print(f"{len(urls)} URLs: {judged} dialled as judged, the others refused")
    assert judged > 100


def same_host(a: str, b: str) -> bool:
    if ":" in a:
        return ipaddress.ip_address(a) == ipaddress.ip_address(b)
    return a == b
