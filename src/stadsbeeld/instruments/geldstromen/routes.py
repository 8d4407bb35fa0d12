"""The routes of geldstromen under `/v1/geldstromen`."""

from fastapi import APIRouter

from stadsbeeld.instruments import Context


def routes(context: Context) -> APIRouter:
    return APIRouter(prefix="/geldstromen", tags=["geldstromen"])
