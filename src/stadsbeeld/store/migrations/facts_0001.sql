-- Rows are appended, never changed. `delivery` is the number of the claim; (known_at, delivery) tells which of
-- two values of the same (place, quantity, observed_at) was learnt last.
CREATE TABLE facts.observations (
    place VARCHAR NOT NULL,
    quantity VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    span_s INTEGER NOT NULL,
    value DOUBLE,
    mark VARCHAR,
    source VARCHAR NOT NULL,
    known_at TIMESTAMPTZ NOT NULL,
    delivery BIGINT NOT NULL
);
