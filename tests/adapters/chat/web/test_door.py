"""The secret in front of the page, asked for over real HTTP."""

import json
from dataclasses import dataclass
from ipaddress import ip_network
from uuid import uuid4

import aiohttp
import pytest

from adapters.chat.message import IncomingOpened, LiveView
from adapters.chat.web import Door
from adapters.chat.web.door import COOKIE
from bot.replies.page import page_texts

SECRET = "an umbrella in May"  # noqa: S105 - of nobody
TEXTS = page_texts()
DAY_S = 24 * 3600


@dataclass
class Time:
    """Stands still until it is moved."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def site(site_with, time):
    async def look(account, picture, locale):
        return LiveView()

    async with site_with(look=look, door=Door(SECRET, clock=time, now=time)) as site:
        yield site


@pytest.fixture
async def browser(site):
    async with site.browser() as browser:
        yield browser


def asks_for_the_secret(text: str) -> bool:
    return 'type="password"' in text and "data-given" not in text


async def sign_in(browser, secret, **headers):
    headers.setdefault("Origin", browser.url.rstrip("/"))
    form = {"secret": secret}
    url = f"{browser.url}sign-in"
    async with browser.http.post(url, data=form, headers=headers) as response:
        return response.status, await response.text(), response


async def test_without_the_secret_there_is_only_the_form(browser):
    async with browser.http.get(browser.url) as response:
        text = await response.text()

    assert response.status == 403
    assert asks_for_the_secret(text)
    assert COOKIE not in response.cookies
    assert "mien_listener" not in response.cookies
    assert response.headers["Cache-Control"] == "no-store"


async def test_the_form_comes_in_the_browsers_language(browser):
    async with browser.http.get(browser.url, headers={"Accept-Language": "de"}) as response:
        text = await response.text()

    assert '<html lang="de">' in text
    assert response.headers["Content-Language"] == "de"


async def test_who_knows_the_secret_comes_in_and_stays_in(site, browser):
    status, text, _ = await sign_in(browser, f" {SECRET} ")
    assert status == 200
    assert "data-given" in text

    async with browser.tab() as tab:
        await tab.hello()
        assert (await site.listening.next(IncomingOpened)).account


async def test_the_cookie_is_for_this_site_and_no_script(browser):
    url = f"{browser.url}sign-in"
    headers = {"Origin": browser.url.rstrip("/")}
    async with browser.http.post(
        url, data={"secret": SECRET}, headers=headers, allow_redirects=False
    ) as response:
        cookie = response.cookies[COOKIE]

    assert response.status == 303
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert not cookie["secure"]
    assert SECRET not in cookie.value


async def test_behind_https_the_cookie_goes_nowhere_else(browser):
    headers = {"Origin": browser.url.rstrip("/"), "X-Forwarded-Proto": "https"}
    async with browser.http.post(
        f"{browser.url}sign-in", data={"secret": SECRET}, headers=headers, allow_redirects=False
    ) as response:
        assert response.cookies[COOKIE]["secure"]


@pytest.mark.parametrize("secret", ["", "an umbrella in Ma", "AN UMBRELLA IN MAY", "é\0"])
async def test_another_word_opens_nothing_and_says_so(browser, secret):
    status, text, response = await sign_in(browser, secret)

    assert status == 403
    assert TEXTS["en"]["sign_in_wrong"] in text
    assert 'aria-invalid="true"' in text
    assert COOKIE not in response.cookies


async def test_the_websocket_is_shut_without_it(browser):
    browser.http.cookie_jar.update_cookies({"mien_listener": "t" * 43})

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with browser.tab():
            pass

    assert refused.value.status == 403


async def test_the_camera_is_shut_without_it(site, browser):
    await sign_in(browser, SECRET)
    async with browser.tab() as tab:
        await tab.hello()
        await site.listening.next(IncomingOpened)
        headers = {"Origin": browser.url.rstrip("/")}
        async with browser.http.post(f"{browser.url}look", data=b"", headers=headers) as seen:
            assert seen.status == 200
        browser.http.cookie_jar.clear(lambda cookie: cookie.key == COOKIE)
        async with browser.http.post(f"{browser.url}look", data=b"", headers=headers) as seen:
            assert seen.status == 403


@pytest.mark.parametrize(
    "forged",
    ["", "x", "1800000000.x", "1800000000.x.y", "..", "é.é.é", "1800000000.x." + "0" * 64],
)
async def test_a_cookie_that_was_made_up_opens_nothing(browser, forged):
    headers = {"Cookie": f"{COOKIE}={forged}"}
    async with browser.http.get(browser.url, headers=headers) as response:
        assert asks_for_the_secret(await response.text())


async def test_a_cookie_of_another_secret_opens_nothing(site_with, site, browser, time):
    await sign_in(browser, SECRET)
    signed_in = next(each for each in browser.http.cookie_jar if each.key == COOKIE).value

    other_door = Door("another umbrella", now=time)
    async with site_with(door=other_door) as other, other.browser() as elsewhere:
        headers = {"Cookie": f"{COOKIE}={signed_in}"}
        async with elsewhere.http.get(other.url, headers=headers) as response:
            assert asks_for_the_secret(await response.text())


async def test_after_ninety_days_it_is_asked_for_again(browser, time):
    await sign_in(browser, SECRET)
    time.now += 89 * DAY_S
    assert "data-given" in await browser.load_page()
    time.now += 2 * DAY_S

    async with browser.http.get(browser.url) as response:
        assert asks_for_the_secret(await response.text())


async def test_who_tries_many_words_has_to_wait_even_with_the_right_one(browser, time):
    for _ in range(5):
        assert (await sign_in(browser, str(uuid4())))[0] == 403

    status, text, _ = await sign_in(browser, SECRET)
    assert status == 429
    assert TEXTS["en"]["sign_in_slower"] in text

    time.now += 10
    assert (await sign_in(browser, SECRET))[0] == 200


async def test_behind_a_trusted_proxy_a_stranger_locks_nobody_else_out(site_with, time):
    door = Door(SECRET, proxies=[ip_network("127.0.0.1/32")], clock=time, now=time)
    async with site_with(door=door) as site, site.browser() as browser:
        stranger, friend = ({"X-Forwarded-For": f"203.0.113.{number}"} for number in (6, 7))
        for _ in range(50):
            last, _, _ = await sign_in(browser, str(uuid4()), **stranger)

        assert last == 429
        assert (await sign_in(browser, SECRET, **stranger))[0] == 429
        assert (await sign_in(browser, SECRET, **friend))[0] == 200


async def test_without_a_trusted_proxy_other_addresses_cannot_be_made_up(browser):
    for number in range(5):
        await sign_in(browser, str(uuid4()), **{"X-Forwarded-For": f"203.0.113.{number}"})

    assert (await sign_in(browser, SECRET, **{"X-Forwarded-For": "203.0.113.9"}))[0] == 429


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null"])
async def test_no_other_site_signs_a_browser_in(browser, origin):
    assert (await sign_in(browser, SECRET, Origin=origin))[0] == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (json.dumps({"secret": SECRET}).encode(), 415),
        (aiohttp.FormData({"secret": SECRET}, default_to_multipart=True), 415),
        (aiohttp.FormData({"secret": "x" * 5000}), 413),
    ],
    ids=["json", "several parts", "too long"],
)
async def test_only_a_short_form_is_read(browser, body, status):
    headers = {"Origin": browser.url.rstrip("/")}
    async with browser.http.post(f"{browser.url}sign-in", data=body, headers=headers) as response:
        assert response.status == status


async def test_the_form_is_sent_to_this_site_alone_and_runs_no_script(browser):
    async with browser.http.get(browser.url) as response:
        policy = response.headers["Content-Security-Policy"]

    assert "form-action 'self'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


async def test_without_a_secret_the_page_is_open_and_there_is_no_form(site_with):
    async with site_with() as open_site, open_site.browser() as browser:
        assert "data-given" in await browser.load_page()
        assert (await sign_in(browser, ""))[0] == 404


async def test_a_form_of_many_fields_is_a_wrong_secret(browser):
    headers = {"Origin": browser.url.rstrip("/")}
    form = {str(number): "x" for number in range(9)}

    async with browser.http.post(f"{browser.url}sign-in", data=form, headers=headers) as response:
        text = await response.text()

    assert asks_for_the_secret(text)
