-- What was said of what would be so. `known_at` is the moment of issue; of one interval the one issued last holds.
-- An issue stands there once: (place, quantity, observed_at, span_s, known_at) is unique, and the writer sees to it.
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
