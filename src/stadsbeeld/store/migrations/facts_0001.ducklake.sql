-- As facts_0001.sql. A month is a folder of Parquet files: one that is over its term goes as a whole.
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
ALTER TABLE facts.observations SET PARTITIONED BY (year(observed_at), month(observed_at));
