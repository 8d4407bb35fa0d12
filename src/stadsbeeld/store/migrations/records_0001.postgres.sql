-- As records_0001.sql. COLLATE "C": without it DuckDB may not leave a comparison of texts to PostgreSQL's index.
CREATE TABLE records (
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    known_at timestamptz NOT NULL,
    author text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, id, version)
);
CREATE TABLE deliveries (
    source text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    parser_version integer NOT NULL,
    attempt integer NOT NULL,
    number bigint NOT NULL UNIQUE,
    known_at timestamptz NOT NULL,
    PRIMARY KEY (source, key, sha256, parser_version, attempt)
);
CREATE TABLE closings (
    number bigint PRIMARY KEY,
    state text COLLATE "C" NOT NULL,
    rows_new bigint NOT NULL,
    rows_same bigint NOT NULL,
    rows_early bigint NOT NULL,
    code text COLLATE "C",
    reason text COLLATE "C"
);
CREATE TABLE people (
    author text COLLATE "C" PRIMARY KEY,
    login text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL
);
