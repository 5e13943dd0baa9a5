"""The cache in Valkey, with one client for each pool of connections."""

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient


class OneClient(RedisCacheClient):
    """Keeps the client, which threads may share; Django's makes one anew for each question.

    That takes longer than the question itself, and each page asks for its session.
    """

    def __init__(self, servers: Any, **options: Any) -> None:
        super().__init__(servers, **options)
        self._clients: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """Return the client of the pool that Django would ask."""
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]
        if id(pool) not in self._clients:
            self._clients[id(pool)] = super().get_client(key, write=write)
        return self._clients[id(pool)]


class ValkeyCache(RedisCache):
    """Django's cache in Redis, or Valkey."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient
