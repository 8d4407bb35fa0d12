"""API tokens, for the administrator."""

from fastapi import APIRouter, Request, Response

from stadsbeeld.web.auth import Identity
from stadsbeeld.web.models import NewToken, TokenIn, TokenList, TokenShape
from stadsbeeld.web.tokens import Token


def _shape(token: Token) -> TokenShape:
    return TokenShape(
        id=token.id,
        title=token.title,
        scopes=list(token.scopes),
        created_at=token.created_at,
        created_by=token.created_by,
        ends_at=token.ends_at,
        ended_at=token.ended_at,
        ended_by=token.ended_by,
    )


def router(identity: Identity) -> APIRouter:
    found = APIRouter(tags=["tokens"])

    @found.get("/tokens", summary="All tokens, without their secrets")
    def read_tokens(response: Response) -> TokenList:
        response.headers["Cache-Control"] = "no-store"
        return TokenList(tokens=[_shape(token) for token in identity.tokens.all()])

    @found.post("/tokens", status_code=201, summary="Make a token")
    def create_token(request: Request, response: Response, body: TokenIn) -> NewToken:
        """Scopes: `read`, `observations:write`, or `observations:write:<name>` for rows under a source of that name.

        The token is shown this once.
        """
        response.headers["Cache-Control"] = "no-store"
        id, token = identity.tokens.create(
            title=body.title,
            scopes=body.scopes,
            ends_at=body.ends_at,
            by=request.state.caller.author,
            now=identity.wall.now(),
        )
        made = next(one for one in identity.tokens.all() if one.id == id)
        return NewToken(**_shape(made).model_dump(), token=token)

    @found.delete("/tokens/{id}", status_code=204, summary="End a token now")
    def end_token(request: Request, id: str) -> Response:
        identity.tokens.end(id, by=request.state.caller.author, now=identity.wall.now())
        return Response(status_code=204)

    return found
