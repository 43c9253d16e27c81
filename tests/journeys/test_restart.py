"""What was accepted before the process was killed is answered by the next one."""

import asyncio
import signal

import aiohttp

from tests.journeys.conftest import Program, start
from tests.journeys.visitor import Page


async def test_a_photo_accepted_before_a_kill_is_answered_after_the_restart(
    program: Program, selfie: bytes
):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        page = Page(http)
        await page.load(program.url)
        await page.agree()
        request_id = await page.photo(selfie)
        await page.hears_sign("send_photo")
        program.stop(signal.SIGKILL)

        again = await asyncio.to_thread(start, program.folder)
        try:
            await page.connect(again.url, seen=1)
            await page.say("photo", request_id=request_id, size=len(selfie))
            songs = await page.hears("You look happy")
            await page.say("text", text="/help")
            after = await page.hears("/mood")
        finally:
            again.stop()

    assert songs["answers"] == request_id
    assert len(songs["cards"]) == 5
    # Announced again, yet answered once: nothing came between.
    assert after["order"] == songs["order"] + 1
