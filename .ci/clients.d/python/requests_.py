import requests

from expect import expect


def post(url, headers):
    reply = requests.post(url, headers=headers)
    return reply.status_code, reply.text


expect(post)
