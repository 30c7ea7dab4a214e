from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

from expect import expect


def post(url, headers):
    parts = urlsplit(url)
    connection = (HTTPSConnection if parts.scheme == "https" else HTTPConnection)(parts.netloc)
    connection.request("POST", f"{parts.path}?{parts.query}", headers=headers)
    reply = connection.getresponse()
    return reply.status, reply.read().decode()


expect(post)
