-- As facts_0002.sql. A month is a folder of Parquet files, as of observations.
CREATE TABLE facts.forecasts (
    place VARCHAR NOT NULL,
    quantity VARCHAR NOT NULL,
    observed_at TIMESTAMPTZ NOT NULL,
    span_s INTEGER NOT NULL,
    q10 FLOAT NOT NULL,
    q20 FLOAT NOT NULL,
    q30 FLOAT NOT NULL,
    q40 FLOAT NOT NULL,
    q50 FLOAT NOT NULL,
    q60 FLOAT NOT NULL,
    q70 FLOAT NOT NULL,
    q80 FLOAT NOT NULL,
    q90 FLOAT NOT NULL,
    mean FLOAT NOT NULL,
    model VARCHAR NOT NULL,
    known_at TIMESTAMPTZ NOT NULL
);
ALTER TABLE facts.forecasts SET PARTITIONED BY (year(observed_at), month(observed_at));
