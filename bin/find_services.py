"""Finds the PostgreSQL and Redis that the tests may use, without a password and on this machine unless one is named.

find_services.py postgresql     prints an address, or nothing
find_services.py redis ADDRESS  succeeds when it answers
find_services.py port           prints a port that nobody uses
"""

from __future__ import annotations

import getpass
import os
import socket
import sys

import psycopg2
import redis


def postgresql() -> str:
    """The first address that lets us in and make a database of our own."""
    named = os.environ.get("GATEPOST_POSTGRES", "")
    places = (
        [named]
        if named
        else [
            f"postgres://{user}@127.0.0.1:5432/gatepost"
            for user in dict.fromkeys((getpass.getuser(), "root", "postgres"))
        ]
    )
    return next((place for place in places if _may_create(place)), "")


def _may_create(place: str) -> bool:
    server = place.rpartition("/")[0] + "/postgres"
    try:
        connection = psycopg2.connect(server, connect_timeout=3)
    except psycopg2.Error:
        return False
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        row = cursor.fetchone()
    connection.close()
    return bool(row and row[0])


def answers(place: str) -> bool:
    """Whether a Redis is there."""
    try:
        return bool(redis.Redis.from_url(place, socket_connect_timeout=2).ping())
    except redis.RedisError:
        return False


def spare_port() -> int:
    """A port of this machine alone that is free just now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


if __name__ == "__main__":
    if sys.argv[1] == "postgresql":
        print(postgresql())
    elif sys.argv[1] == "port":
        print(spare_port())
    else:
        sys.exit(0 if answers(sys.argv[2]) else 1)
