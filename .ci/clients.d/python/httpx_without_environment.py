import asyncio

import httpx

from expect import expect


async def post(url, headers):
    async with httpx.AsyncClient(trust_env=False) as client:
        reply = await client.post(url, headers=headers)
        return reply.status_code, reply.text


expect(lambda url, headers: asyncio.run(post(url, headers)))
