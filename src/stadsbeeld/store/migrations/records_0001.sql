-- A record is a version; a second version of the same number collides on the primary key.
CREATE TABLE records.records (
    kind VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    known_at TIMESTAMPTZ NOT NULL,
    author VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    PRIMARY KEY (kind, id, version)
);
-- A claim: who delivers the same bytes under the same key again collides on the primary key.
-- `attempt` rises when a delivery that was refused comes again.
CREATE TABLE records.deliveries (
    source VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    parser_version INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    known_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (source, key, sha256, parser_version, attempt)
);
-- How a claim ended: `done` or `refused`. A claim without a row here is unfinished.
CREATE TABLE records.closings (
    number BIGINT PRIMARY KEY,
    state VARCHAR NOT NULL,
    rows_new BIGINT NOT NULL,
    rows_same BIGINT NOT NULL,
    rows_early BIGINT NOT NULL,
    code VARCHAR,
    reason VARCHAR
);
-- The one erasable table: who stands behind an opaque author.
CREATE TABLE records.people (
    author VARCHAR PRIMARY KEY,
    login VARCHAR NOT NULL UNIQUE,
    name VARCHAR NOT NULL
);
