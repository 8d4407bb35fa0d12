-- Tables of a year: what areas there were, what was told of them, and who paid whom. Rows are appended, never changed;
-- of the same key (see frames) the row with the greatest (known_at, delivery) holds. Null cents: not delivered.
CREATE TABLE facts.areas (
    area VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    parent VARCHAR,
    year INTEGER NOT NULL,
    geometry VARCHAR,
    source VARCHAR NOT NULL,
    known_at TIMESTAMPTZ NOT NULL,
    delivery BIGINT NOT NULL
);
CREATE TABLE facts.figures (
    area VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    figure VARCHAR NOT NULL,
    value DOUBLE,
    mark VARCHAR,
    source VARCHAR NOT NULL,
    known_at TIMESTAMPTZ NOT NULL,
    delivery BIGINT NOT NULL
);
CREATE TABLE facts.ledger (
    area VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    stage VARCHAR NOT NULL,
    flow VARCHAR NOT NULL,
    side VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    payer VARCHAR NOT NULL,
    payee VARCHAR NOT NULL,
    cents BIGINT,
    grade VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    known_at TIMESTAMPTZ NOT NULL,
    delivery BIGINT NOT NULL
);
