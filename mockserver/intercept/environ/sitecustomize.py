"""Loaded by Python before a program under ``wolkvox-mock run``: leads look-ups of *.wolkvox.com to the mock, for what asks no
proxy. The name that TLS asks for and checks does not change, nor do look-ups of other hosts."""

import os
import sys
from importlib.machinery import PathFinder

_HERE = os.path.dirname(__file__)
_STAND_IN = "127.119.118.88"  # the address of *.wolkvox.com in this process; a connection to it goes to the mock, any port


def _address():
    with open(os.path.join(_HERE, "address")) as file:
        host, _, port = file.read().strip().rpartition(":")
    return host.strip("[]"), int(port)


_MOCK = _address()


def _is_service(host):
    if isinstance(host, (bytes, bytearray)):
        host = bytes(host).decode("latin-1")
    if not isinstance(host, str):
        return False
    host = host.lower()
    return ("." + (host[:-1] if host.endswith(".") else host)).endswith(".wolkvox.com")


def _socket(socket):
    getaddrinfo, gethostbyname, gethostbyname_ex = socket.getaddrinfo, socket.gethostbyname, socket.gethostbyname_ex
    stream = socket.socket

    def stand_in(host):
        return _STAND_IN if _is_service(host) else host

    def turned(self, address):
        if not isinstance(address, tuple) or len(address) < 2:
            return address
        if not _is_service(address[0]) and address[0] not in (_STAND_IN, "::ffff:" + _STAND_IN):
            return address
        return ("::ffff:" + _MOCK[0], _MOCK[1], 0, 0) if self.family == socket.AF_INET6 else _MOCK

    def patched_getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
        if _is_service(host) and not flags & socket.AI_NUMERICHOST:
            host, flags = _STAND_IN, flags | (socket.AI_V4MAPPED if family == socket.AF_INET6 else 0)
        return getaddrinfo(host, port, family, type, proto, flags)

    def connector(name):
        method = getattr(stream, name)
        setattr(stream, name, lambda self, address: method(self, turned(self, address)))

    socket.getaddrinfo = patched_getaddrinfo
    socket.gethostbyname = lambda host: gethostbyname(stand_in(host))
    socket.gethostbyname_ex = lambda host: gethostbyname_ex(stand_in(host))
    connector("connect")
    connector("connect_ex")


def _aiohttp_resolver(module):  # aiodns and uvloop look names up by themselves
    def patch(cls):
        resolve = cls.resolve

        async def patched(self, host, *args, **kwargs):
            if not _is_service(host):
                return await resolve(self, host, *args, **kwargs)
            import socket

            return [
                {
                    "hostname": host,
                    "host": _MOCK[0],
                    "port": _MOCK[1],
                    "family": socket.AF_INET,
                    "proto": 0,
                    "flags": socket.AI_NUMERICHOST,
                }
            ]

        cls.resolve = patched

    for cls in {module.ThreadedResolver, module.AsyncResolver}:
        patch(cls)


def _certifi(module):  # requests and httpx ask it when told to ignore the environment (trust_env=False)
    bundle = os.path.join(os.path.dirname(_HERE), "ca-bundle.pem")
    module.where = lambda: bundle


_PATCHES = {"socket": _socket, "aiohttp.resolver": _aiohttp_resolver, "certifi": _certifi}


class _Finder:
    """Patches a module as soon as a program has loaded it, so that one that does without pays nothing."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in _PATCHES:
            return None
        for finder in sys.meta_path:
            find = None if finder is _Finder else getattr(finder, "find_spec", None)
            spec = find and find(name, path, target)
            if spec is not None:
                break
        else:
            return None
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            _PATCHES[name](module)

        spec.loader.exec_module = exec_module
        return spec


def _chain():
    """Loads the sitecustomize that this one hides, if there is one."""
    rest = [entry for entry in sys.path if entry != _HERE]
    spec = PathFinder.find_spec(__name__, rest)
    if spec is None or spec.loader is None:
        return
    module = type(sys)(__name__)
    module.__spec__, module.__file__, module.__loader__ = spec, spec.origin, spec.loader
    sys.modules[__name__] = module
    spec.loader.exec_module(module)


for _name in _PATCHES:
    if _name in sys.modules:
        _PATCHES[_name](sys.modules[_name])
sys.meta_path.insert(0, _Finder)
_chain()
