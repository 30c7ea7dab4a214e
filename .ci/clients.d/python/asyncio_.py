import asyncio
from urllib.parse import urlsplit

from expect import expect


async def post(url, headers):
    parts = urlsplit(url)
    tls = parts.scheme == "https"
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or (443 if tls else 80), ssl=tls or None)
    lines = [f"POST {parts.path}?{parts.query} HTTP/1.1", f"Host: {parts.netloc}", "Content-Length: 0", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join(lines + ["", ""]).encode())
    status = int((await reader.readline()).split()[1])
    body = (await reader.read()).decode()
    writer.close()
    return status, body


expect(lambda url, headers: asyncio.run(post(url, headers)))
