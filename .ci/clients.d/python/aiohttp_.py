import asyncio

import aiohttp

from expect import expect


async def post(url, headers):
    async with aiohttp.ClientSession() as session, session.post(url, headers=headers) as reply:
        return reply.status, await reply.text()


expect(lambda url, headers: asyncio.run(post(url, headers)))
