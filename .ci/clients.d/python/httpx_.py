import httpx

from expect import expect


def post(url, headers):
    reply = httpx.post(url, headers=headers)
    return reply.status_code, reply.text


expect(post)
