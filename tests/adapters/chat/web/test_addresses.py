"""Whom a try at the secret is counted for, with and without a proxy in front."""

from ipaddress import ip_network

import pytest
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from adapters.chat.web.addresses import address_of

HERE = ip_network("127.0.0.1/32")
CONTAINERS = ip_network("172.16.0.0/12")


class Transport:
    """Tells who holds the other end of the connection."""

    def __init__(self, peer):
        self._peer = peer

    def get_extra_info(self, name, default=None):
        return self._peer if name == "peername" else default


def counted(peer, *forwarded, proxies=()):
    headers = CIMultiDict([("X-Forwarded-For", one) for one in forwarded])
    transport = Transport((peer, 4711) if peer is not None else "")
    request = make_mocked_request("POST", "/sign-in", headers, transport=transport)
    return address_of(request, proxies)


def test_without_a_trusted_proxy_what_a_visitor_says_of_itself_counts_nothing():
    assert counted("127.0.0.1", "203.0.113.7") == "127.0.0.1"
    assert counted("203.0.113.7", "127.0.0.1", proxies=[HERE]) == "203.0.113.7"


@pytest.mark.parametrize(
    ("forwarded", "visitor"),
    [
        (["203.0.113.7"], "203.0.113.7"),
        (["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
        (["198.51.100.1", "203.0.113.7"], "203.0.113.7"),
        (["198.51.100.1,203.0.113.7 , 172.18.0.2"], "203.0.113.7"),
        (["203.0.113.7, nonsense, 172.18.0.2"], "172.18.0.2"),
        (["172.18.0.2"], "172.18.0.2"),
        (["nonsense"], "127.0.0.1"),
        ([""], "127.0.0.1"),
        ([], "127.0.0.1"),
    ],
)
def test_past_trusted_proxies_it_is_whom_the_first_of_them_saw(forwarded, visitor):
    assert counted("127.0.0.1", *forwarded, proxies=[HERE, CONTAINERS]) == visitor


def test_all_addresses_that_one_household_has_are_one():
    seen = {counted(f"2001:db8:1:2:{number:x}::1") for number in range(3)}

    assert seen == {"2001:db8:1:2::/64"}
    assert counted("127.0.0.1", "2001:db8:1:3::1", proxies=[HERE]) == "2001:db8:1:3::/64"


def test_an_old_address_in_new_clothes_is_itself():
    assert counted("::ffff:127.0.0.1", "::ffff:203.0.113.7", proxies=[HERE]) == "203.0.113.7"


def test_who_has_no_address_is_counted_too():
    assert counted(None, "203.0.113.7", proxies=[HERE]) == ""
