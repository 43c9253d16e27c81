import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from adapters.chat.web.visitors import (
    COOKIE,
    LOOPBACK_HOSTS,
    check_host,
    check_origin,
    remember,
    session_id_of,
)

TOKEN = "t" * 43


def request(**headers):
    return make_mocked_request("GET", "/", {"Host": "localhost:8080", **headers})


def with_cookie(token):
    return request(Cookie=f"{COOKIE}={token}")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]:8080"])
def test_our_own_names_are_welcome_with_any_port(host):
    check_host(request(Host=host), LOOPBACK_HOSTS)


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "localhost.elsewhere.example", "localhost@elsewhere", "[::1", ""]
)
def test_a_name_that_is_not_ours_is_refused(host):
    with pytest.raises(web.HTTPForbidden):
        check_host(request(Host=host), LOOPBACK_HOSTS)


@pytest.mark.parametrize("origin", ["http://localhost:8080", "https://LOCALHOST:8080"])
def test_our_own_page_may_ask(origin):
    check_origin(request(Origin=origin))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://localhost"},
        {"Origin": "http://localhost:8081"},
        {"Origin": "http://localhost:8080.elsewhere.example"},
    ],
)
def test_a_page_of_another_host_or_port_may_not_ask(headers):
    with pytest.raises(web.HTTPForbidden):
        check_origin(request(**headers))


def test_a_session_id_is_the_same_for_one_cookie_and_does_not_tell_it():
    session_id = session_id_of(with_cookie(TOKEN))

    assert session_id == session_id_of(with_cookie(TOKEN))
    assert session_id != session_id_of(with_cookie("u" * 43))
    assert TOKEN not in session_id


@pytest.mark.parametrize("token", ["", "short", "t" * 44, "t" * 42 + "!"])
def test_a_cookie_that_is_not_ours_is_no_session_and_is_replaced(token):
    response = web.Response()

    remember(with_cookie(token), response)

    assert session_id_of(with_cookie(token)) is None
    assert session_id_of(with_cookie(response.cookies[COOKIE].value)) is not None


def test_a_known_cookie_lives_on():
    response = web.Response()

    remember(with_cookie(TOKEN), response)

    assert response.cookies[COOKIE].value == TOKEN
