import requests

from expect import expect

session = requests.Session()
session.trust_env = False


def post(url, headers):
    reply = session.post(url, headers=headers)
    return reply.status_code, reply.text


expect(post)
