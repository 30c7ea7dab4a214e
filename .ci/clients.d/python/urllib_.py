from urllib.request import Request, urlopen

from expect import expect


def post(url, headers):
    with urlopen(Request(url, headers=headers, method="POST")) as reply:
        return reply.status, reply.read().decode()


expect(post)
