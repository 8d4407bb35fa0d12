// Made by `npm run types` from openapi.json. Do not edit.
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether it can serve
         * @description 200 where the store answers and changes are told; else a 503 with the reason.
         */
        get: operations["read_health_health_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics */
        get: operations["read_metrics_metrics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/algorithms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The forecasting models as entries for the Algoritmeregister
         * @description Made from the newest card of each model, in the form of publication standard 1.0. Only the Dutch text can
         *     be delivered. What is not known is empty, and stands in `toAdd` with the reason.
         */
        get: operations["read_algorithms_v1_algorithms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign-ins and changes of one day
         * @description `day` is a day of UTC; left out: today.
         */
        get: operations["read_audit_v1_audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/city": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The city, its clock and its map */
        get: operations["read_city_v1_city_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/data-health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How each source is doing */
        get: operations["read_data_health_v1_data_health_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver the bytes of a source
         * @description Raw bytes, at most 256 MB, exactly as the source gives them. The same bytes under the same `key` are taken
         *     once. What cannot be read is kept and refused (422).
         */
        post: operations["deliver_v1_deliveries_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Areas
         * @description The state of each gebied and buurt from its places, with how many of them are known.
         */
        get: operations["areas_v1_drukte_areas_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events
         * @description Events of the coming week that may move forecasts, and why one does not: nobody knows where it is, or how
         *     many come.
         */
        get: operations["events_v1_drukte_events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incidents
         * @description Incidents that are going on.
         */
        get: operations["incidents_v1_drukte_incidents_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Models
         * @description The card of each model: what it learnt from, until when, and how good it was; with the one before it.
         */
        get: operations["models_v1_drukte_models_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/models/{id}/choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose Model
         * @description Go back to the model of an earlier card, with why, or on to the newest again (`version` null). Forecasts
         *     follow within five minutes of the clock. 409 where somebody else chose since `after`.
         */
        put: operations["choose_model_v1_drukte_models__id__choice_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Places
         * @description Every place with its level, value, unit, and when it was observed; with `ahead` as it is foretold to be.
         */
        get: operations["places_v1_drukte_places_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/places/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Place
         * @description One place, with the thresholds in force and who set them.
         */
        get: operations["place_v1_drukte_places__id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/places/{id}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Forecast
         * @description What is foretold of one place: two hours by steps of the data, then hours, with nine quantiles each.
         */
        get: operations["forecast_v1_drukte_places__id__forecast_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/places/{id}/forecast/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why
         * @description What moves one forecast away from the usual, in groups that people know. Of the last issue only.
         */
        get: operations["why_v1_drukte_places__id__forecast_why_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/places/{id}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Series
         * @description One place through time, with what is usual where at least three comparable days are known.
         */
        get: operations["series_v1_drukte_places__id__series_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/places/{id}/thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Thresholds
         * @description The bounds in force for one place.
         */
        get: operations["thresholds_v1_drukte_places__id__thresholds_get"];
        /**
         * Set Thresholds
         * @description Set the bounds for one place, with why. 409 where somebody else did so since `after`.
         */
        put: operations["set_thresholds_v1_drukte_places__id__thresholds_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Record
         * @description How good the forecasts were, beside the naive one: by lead, the last misses, and whether it gets worse.
         */
        get: operations["record_v1_drukte_record_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/scales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Scales
         * @description The scales by which levels are decided, with where they come from.
         */
        get: operations["scales_v1_drukte_scales_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/streets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streets
         * @description The state of each street from its places.
         */
        get: operations["streets_v1_drukte_streets_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drukte/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Timeline
         * @description How many places had each level through time, and where a source was silent.
         */
        get: operations["timeline_v1_drukte_timeline_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes, as it changes
         * @description Server-sent events: `hello` and then `clock` at least every five seconds, each {now, mode, speed};
         *     `state`, the changed places; `incidents` and `health`, a word to read those again.
         *
         *     After a reconnect, read the state again. A stream without `clock` for ten seconds is stale.
         */
        get: operations["read_events_v1_events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Observations as a file
         * @description Each row with both times, its source and its mark; by the hour, so that any length can be asked for.
         */
        get: operations["export_observations_v1_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Areas
         * @description The wijken of a gemeente, with what belongs to none of them.
         */
        get: operations["areas_v1_geldstromen_areas_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/areas/{area}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wijk
         * @description One wijk: what flows in and out, beside the gemeente and its peers, and as a story in five steps.
         */
        get: operations["wijk_v1_geldstromen_areas__area__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All Cases
         * @description The business cases there are: examples, and those that were kept here.
         */
        get: operations["all_cases_v1_geldstromen_cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One Case
         * @description Who invests and who benefits, with ranges, what it hangs on, and every source.
         */
        get: operations["one_case_v1_geldstromen_cases__id__get"];
        /**
         * Save Case
         * @description Keep a case. 409 where somebody else did so since `after`.
         */
        put: operations["save_case_v1_geldstromen_cases__id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/cases/{id}/report.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Case Report
         * @description The case on two pages, to invite a co-investor.
         */
        get: operations["case_report_v1_geldstromen_cases__id__report_pdf_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Closing
         * @description Whether wijken, city and unknown are the published total, to the cent.
         */
        get: operations["closing_v1_geldstromen_closing_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/datapackage.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Package
         * @description The ledger of a gemeente and how it was allocated, as a Fiscal Data Package.
         */
        get: operations["package_v1_geldstromen_datapackage_zip_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys
         * @description By which keys money is allocated here, and what a variant moves.
         */
        get: operations["keys_v1_geldstromen_keys_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Money Map
         * @description The wijken with euro for each inhabitant or household.
         */
        get: operations["money_map_v1_geldstromen_map_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/norm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Norm
         * @description Net spending beside what the gemeentefonds reckons with, per cluster.
         */
        get: operations["norm_v1_geldstromen_norm_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Overview
         * @description Which gemeenten, periods and tasks there are, and what has not been delivered.
         */
        get: operations["overview_v1_geldstromen_overview_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/sankey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sankey
         * @description Who pays, for what, in which wijk, and for whom; what cannot be drawn beside it.
         */
        get: operations["sankey_v1_geldstromen_sankey_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/tables/areas.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Areas File
         * @description The wijken of a gemeente, and how many live there.
         */
        get: operations["areas_file_v1_geldstromen_tables_areas__format__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/tables/map.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Map File
         * @description Each wijk with euro for each inhabitant or household.
         */
        get: operations["map_file_v1_geldstromen_tables_map__format__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/tables/wijk.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wijk File
         * @description Every task of one wijk, what is spent and what is received.
         */
        get: operations["wijk_file_v1_geldstromen_tables_wijk__format__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All Variants
         * @description The named variants of the keys, each with its author and why.
         */
        get: operations["all_variants_v1_geldstromen_variants_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/geldstromen/variants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Save
         * @description Keep a variant. 409 where somebody else did so since `after`.
         */
        put: operations["save_v1_geldstromen_variants__id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Push observations
         * @description A JSON array or NDJSON (one row a line) of {place, quantity, observedAt, spanS, value}; at most 10 MB,
         *     gzip allowed.
         *
         *     `mode=partial` keeps the good rows and names the others; `mode=all` keeps nothing where one is refused
         *     (422). The same delivery sent twice is taken once: the same `Idempotency-Key` and the same rows.
         */
        post: operations["push_observations_v1_observations_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who I am and what I may do
         * @description 401 where nobody is signed in. In the demonstration, on the machine itself, this signs in.
         */
        get: operations["read_session_v1_session_get"];
        put?: never;
        /**
         * Sign in
         * @description Slowed down after failures: 429 with Retry-After.
         */
        post: operations["start_session_v1_session_post"];
        /** Sign out */
        delete: operations["end_session_v1_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change my password
         * @description Ends my other sessions, and gives this browser a new one.
         */
        put: operations["change_password_v1_session_password_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tiles/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One vector tile: layers `streets` and `areas` */
        get: operations["read_tile_v1_tiles__z___x___y__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tokens, without their secrets */
        get: operations["read_tokens_v1_tokens_get"];
        put?: never;
        /**
         * Make a token
         * @description Scopes: `read`, `observations:write`, or `observations:write:<name>` for rows under a source of that name.
         *
         *     The token is shown this once.
         */
        post: operations["create_token_v1_tokens_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a token now */
        delete: operations["end_token_v1_tokens__id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All accounts */
        get: operations["read_users_v1_users_get"];
        put?: never;
        /**
         * Make an account
         * @description The one-time password is shown this once.
         */
        post: operations["create_user_v1_users_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase a person
         * @description Forget who it was: login and name go for good, and nobody can sign in with it. The opaque id stays in the
         *     records, with the hashes of earlier passwords.
         */
        delete: operations["erase_user_v1_users__id__delete"];
        options?: never;
        head?: never;
        /**
         * Change an account
         * @description 409 where somebody else changed it after `after`. A change of role or a reset ends its sessions.
         */
        patch: operations["change_user_v1_users__id__patch"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AlgorithmEntry
         * @description `fields` has the names of the standard; null or an empty list: empty. `lacking`: what the model's own card
         *     does not tell.
         */
        AlgorithmEntry: {
            /** Fields */
            fields: {
                [key: string]: string | string[] | {
                    [key: string]: string;
                }[] | null;
            };
            /** Id */
            id: string;
            /** Lacking */
            lacking: string[];
            /** Standardversion */
            standardVersion: string;
            /** Toadd */
            toAdd: components["schemas"]["ToAdd"][];
        };
        /** AlgorithmList */
        AlgorithmList: {
            /** Algorithms */
            algorithms: components["schemas"]["AlgorithmEntry"][];
        };
        /**
         * Amount
         * @description Money of one area, or of one part of it. The range is p10 to p90 of the Monte Carlo; null: not worked out.
         */
        Amount: {
            /** Cents */
            cents: number | null;
            /**
             * Grade
             * @enum {string}
             */
            grade: "A" | "B" | "C" | "D" | "E";
            /** Mark */
            mark?: ("missing" | "withheld") | null;
            /** P10Cents */
            p10Cents?: number | null;
            /** P90Cents */
            p90Cents?: number | null;
        };
        /** AreaShape */
        AreaShape: {
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Id */
            id: string;
            /** Known */
            known: number;
            /**
             * Level
             * @enum {string}
             */
            level: "gebied" | "buurt";
            /**
             * State
             * @enum {string}
             */
            state: "A" | "B" | "C" | "D" | "E" | "F" | "unknown";
            /** Title */
            title: string;
            /** Total */
            total: number;
            /** Trend */
            trend: ("worse" | "better" | "steady") | null;
            /** Worst */
            worst: string[];
        };
        /** Areas */
        Areas: {
            /** Areas */
            areas: components["schemas"]["AreaShape"][];
            /**
             * At
             * Format: date-time
             */
            at: string;
        };
        /**
         * AtLeast
         * @description The probability of a level or a worse one. 0.1 says at most, 0.9 says at least: beyond them nothing is told.
         */
        AtLeast: {
            /** B */
            B: number;
            /** C */
            C: number;
            /** D */
            D: number;
            /** E */
            E: number;
            /** F */
            F: number;
        };
        /** AuditDay */
        AuditDay: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Events */
            events: components["schemas"]["AuditEvent"][];
        };
        /**
         * AuditEvent
         * @description `number` counts from 1 within the day without gaps. `name` is null for a machine or an erased person.
         */
        AuditEvent: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Author */
            author: string;
            /** Data */
            data: {
                [key: string]: unknown;
            };
            /** Event */
            event: string;
            /** Name */
            name: string | null;
            /** Number */
            number: number;
        };
        /** BackgroundShape */
        BackgroundShape: {
            /** Attribution */
            attribution: string;
            /** Tiles */
            tiles: string;
        };
        /** BaseMap */
        BaseMap: {
            /** Layers */
            layers: string[];
            /** Maxzoom */
            maxZoom: number;
            /** Minzoom */
            minZoom: number;
            /** Tiles */
            tiles: string;
        };
        /** Bin */
        Bin: {
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /**
             * T
             * Format: date-time
             */
            t: string;
        };
        /** BoundLine */
        BoundLine: {
            /** Level */
            level: string;
            /** Quantity */
            quantity: string;
            /** Value */
            value: number;
        };
        /**
         * Bounds
         * @description The bound of each level; F lies beyond E.
         */
        Bounds: {
            /** A */
            A: number;
            /** B */
            B: number;
            /** C */
            C: number;
            /** D */
            D: number;
            /** E */
            E: number;
        };
        /** CaseAnswer */
        CaseAnswer: {
            /** Breakeven */
            breakEven: components["schemas"]["CaseTurn"][];
            /** Cards */
            cards: components["schemas"]["CaseCard"][];
            /**
             * Choices
             * @description Every measure of the case, chosen or not
             */
            choices: components["schemas"]["CaseMeasure"][];
            /** Discountrate */
            discountRate: number;
            discountRateSource: components["schemas"]["Words"];
            /** Draws */
            draws: number;
            /**
             * Effectstimes
             * @description How many times the effects would have to be to pay
             */
            effectsTimes: number | null;
            /** Flows */
            flows: components["schemas"]["CaseFlow"][];
            /** Id */
            id: string;
            /** Lines */
            lines: components["schemas"]["CaseLine"][];
            /** Measures */
            measures: components["schemas"]["CaseMeasure"][];
            /** Parties */
            parties: components["schemas"]["CaseParty"][];
            /** Priceyear */
            priceYear: number;
            /** Seed */
            seed: number;
            /** Start */
            start: number;
            summary: components["schemas"]["Words"] | null;
            title: components["schemas"]["Words"];
            tornado: components["schemas"]["CaseTornado"];
            total: components["schemas"]["CaseParty"];
            /** Years */
            years: number[];
        };
        /**
         * CaseAsked
         * @description `toml`: a case file, as docs/instruments/geldstromen.md describes. `after`: the version read, 0 for a new one.
         */
        CaseAsked: {
            /** After */
            after: number;
            /** Toml */
            toml: string;
        };
        /** CaseCard */
        CaseCard: {
            caution: components["schemas"]["Words"] | null;
            /** Central */
            central: number;
            /** Each */
            each: string | null;
            /** Evidence */
            evidence: string | null;
            /** Grade */
            grade: string | null;
            /** High */
            high: number;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Low */
            low: number;
            /** Per */
            per: string | null;
            /** Priceyear */
            priceYear: number | null;
            /** Rangetold */
            rangeTold: boolean;
            source: components["schemas"]["CaseSource"];
            title: components["schemas"]["Words"];
            /** Unit */
            unit: string | null;
        };
        /** CaseFactor */
        CaseFactor: {
            /** Central */
            central: number;
            /** Grade */
            grade: string | null;
            /** High */
            high: number;
            /** Id */
            id: string;
            /** Low */
            low: number;
            /** Rangetold */
            rangeTold: boolean;
            /** Source */
            source: string | null;
            title: components["schemas"]["Words"] | null;
            /** Unit */
            unit: string | null;
        };
        /**
         * CaseFlow
         * @description Per year, not discounted; costs are negative.
         */
        CaseFlow: {
            /** Correlations */
            correlations: (number | null)[];
            /** Costs */
            costs: (number | null)[];
            /** Effects */
            effects: (number | null)[];
            /** Party */
            party: string;
        };
        /** CaseLine */
        CaseLine: {
            /** Amount */
            amount: number | null;
            /** Byparty */
            byParty: {
                [key: string]: number | null;
            };
            /** Cards */
            cards: string[];
            /** Cashable */
            cashable: {
                [key: string]: string;
            };
            /** Evidence */
            evidence: ("effect" | "correlation") | null;
            /** Factors */
            factors: components["schemas"]["CaseFactor"][];
            /** First */
            first: number;
            /** Id */
            id: string;
            /** Index */
            index: number;
            /** Kind */
            kind: string;
            /** Known */
            known: boolean;
            /** Last */
            last: number;
            /** Measure */
            measure: string;
            note: components["schemas"]["Words"] | null;
            /** Presentvalue */
            presentValue: number | null;
            /** Rampyears */
            rampYears: number;
            /** Realgrowth */
            realGrowth: number;
            /** Shares */
            shares: {
                [key: string]: number;
            };
            title: components["schemas"]["Words"];
        };
        /** CaseList */
        CaseList: {
            /** Cases */
            cases: components["schemas"]["CaseName"][];
        };
        /** CaseMeasure */
        CaseMeasure: {
            /** Id */
            id: string;
            title: components["schemas"]["Words"];
        };
        /** CaseName */
        CaseName: {
            /** Id */
            id: string;
            title: components["schemas"]["Words"];
            /**
             * Version
             * @description 0: comes along; else what to send as `after` to change it
             */
            version: number;
        };
        /**
         * CaseParty
         * @description Present values. What rests on a correlation stands apart and counts in nothing else.
         */
        CaseParty: {
            cashable: components["schemas"]["Cashable"];
            /** Chance */
            chance: number | null;
            /** Gains */
            gains: number | null;
            /** Gainscorrelation */
            gainsCorrelation: number | null;
            /** Id */
            id: string;
            ifCausal: components["schemas"]["Ranged"];
            /** Invests */
            invests: number | null;
            npv: components["schemas"]["Ranged"];
            /**
             * Pays
             * @enum {string}
             */
            pays: "yes" | "no" | "perhaps" | "unknown";
            /**
             * Paysback
             * @description The year in which it has earned itself back
             */
            paysBack: number | null;
            title: components["schemas"]["Words"] | null;
        };
        /** CaseSource */
        CaseSource: {
            /** Date */
            date: string;
            /** Text */
            text: string;
            /** Url */
            url: string | null;
            /** Where */
            where: string | null;
        };
        /** CaseSwing */
        CaseSwing: {
            /** Athigh */
            atHigh: number | null;
            /** Atlow */
            atLow: number | null;
            /** High */
            high: number;
            /** Id */
            id: string;
            /** Low */
            low: number;
            title: components["schemas"]["Words"] | null;
            /** Unit */
            unit: string | null;
        };
        /** CaseTornado */
        CaseTornado: {
            /** Bars */
            bars: components["schemas"]["CaseSwing"][];
            /**
             * Of
             * @enum {string}
             */
            of: "npv" | "known";
        };
        /**
         * CaseTurn
         * @description What a factor would have to be for the case to pay exactly; null: no value of it does.
         */
        CaseTurn: {
            /** Central */
            central: number | null;
            /** Id */
            id: string;
            /** Needed */
            needed: number | null;
            title: components["schemas"]["Words"] | null;
            /** Unit */
            unit: string | null;
        };
        /**
         * Cashable
         * @description Of the gains: what becomes money now, later or never.
         */
        Cashable: {
            /** Later */
            later: number | null;
            /** Never */
            never: number | null;
            /** Now */
            now: number | null;
        };
        /**
         * ChangeShape
         * @description For a taakveld another mix comes first. `side` null: both.
         */
        ChangeShape: {
            /** Mix */
            mix: string;
            /** Side */
            side?: ("lasten" | "baten") | null;
            /** Taakveld */
            taakveld: string;
        };
        /**
         * CityShape
         * @description Degrees of WGS84. `start`: the first moment with data, null where there is none yet.
         */
        CityShape: {
            /** Attribution */
            attribution: string[];
            background: components["schemas"]["BackgroundShape"] | null;
            baseMap: components["schemas"]["BaseMap"];
            /** Bounds */
            bounds: [
                number,
                number,
                number,
                number
            ];
            /** Centre */
            centre: [
                number,
                number
            ];
            clock: components["schemas"]["ClockShape"];
            /** Demo */
            demo: boolean;
            /** Id */
            id: string;
            /** Instruments */
            instruments: components["schemas"]["InstrumentShape"][];
            /** Start */
            start: string | null;
            /** Timezone */
            timeZone: string;
            /** Title */
            title: string;
            /** Zoom */
            zoom: number;
        };
        /**
         * ClockShape
         * @description `now` is what the screens show; with mode `replay` it runs `speed` times as fast as a watch.
         */
        ClockShape: {
            /**
             * Mode
             * @enum {string}
             */
            mode: "live" | "replay";
            /**
             * Now
             * Format: date-time
             */
            now: string;
            /** Speed */
            speed: number;
        };
        /**
         * ClosingLine
         * @description In cents, null where nothing was delivered. `difference` = published − the four parts.
         */
        ClosingLine: {
            /** City */
            city: number | null;
            /** Difference */
            difference: number | null;
            /**
             * Domain
             * @description Null: all together
             */
            domain: string | null;
            /** Published */
            published: number | null;
            /** Reserves */
            reserves: number | null;
            /** Unknown */
            unknown: number | null;
            /** Wijken */
            wijken: number | null;
        };
        /**
         * ComingEvent
         * @description An event of the coming week. It moves the forecasts of places near it, unless `reason` says why not.
         */
        ComingEvent: {
            /**
             * Endsat
             * Format: date-time
             */
            endsAt: string;
            /**
             * Expectedvisitors
             * @description All together; null: nobody has said
             */
            expectedVisitors: number | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Places
             * @description How many places lie in it or within 1.5 km of its circle
             */
            places: number;
            /**
             * Reason
             * @description Why it moves nothing; `not-counted`: the place measures no number of people or vehicles
             */
            reason: ("cancelled" | "place-unknown" | "no-place-near" | "visitors-unknown" | "not-counted") | null;
            /**
             * Startsat
             * Format: date-time
             */
            startsAt: string;
            /** Title */
            title: string;
        };
        /** ComingEvents */
        ComingEvents: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Events */
            events: components["schemas"]["ComingEvent"][];
            /**
             * Unreadable
             * @description Ids of records of events that cannot be read
             */
            unreadable: string[];
        };
        /** DataHealth */
        DataHealth: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Jobs */
            jobs: components["schemas"]["JobHealth"][];
            /** Sources */
            sources: components["schemas"]["SourceHealth"][];
        };
        /**
         * Delivered
         * @description Rows (or versions) that were new, and that said nothing new; both 0 where the delivery came before.
         */
        Delivered: {
            /** New */
            new: number;
            /** Same */
            same: number;
        };
        /** DensityPair */
        DensityPair: {
            /** Free */
            free: number | null;
            /** Jammed */
            jammed: number | null;
            /** Uncertain */
            uncertain: boolean;
        };
        /**
         * DomainLine
         * @description In euro. `city`: all that was allocated to wijken, so that a wijk can be set beside it; `whole` and `peers`: the
         *     whole gemeente and the median of its peers, the city-wide part included.
         */
        DomainLine: {
            amount: components["schemas"]["Amount"];
            /** Cityperinhabitant */
            cityPerInhabitant: number | null;
            /** Domain */
            domain: string;
            /** Peersperinhabitant */
            peersPerInhabitant: number | null;
            /** Perhousehold */
            perHousehold: number | null;
            /** Perinhabitant */
            perInhabitant: number | null;
            /**
             * Side
             * @enum {string}
             */
            side: "lasten" | "baten";
            /** Wholeperinhabitant */
            wholePerInhabitant: number | null;
        };
        /** Drift */
        Drift: {
            /** Coverage */
            coverage: number | null;
            /** Sentenceid */
            sentenceId: string;
            /**
             * Since
             * @description Start of the day that gives the alarm
             */
            since: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "ok" | "alarm" | "too-little";
        };
        /** ForecastOf */
        ForecastOf: {
            /**
             * Ahead
             * @description Minutes, as asked
             */
            ahead: number;
            /** @description Null where the level is unknown */
            atLeast: components["schemas"]["AtLeast"] | null;
            /**
             * Issuedat
             * Format: date-time
             */
            issuedAt: string;
            /** Model */
            model: string;
            /** Q10 */
            q10: number;
            /** Q50 */
            q50: number;
            /** Q90 */
            q90: number;
            /**
             * Target
             * Format: date-time
             * @description End of the interval that is foretold
             */
            target: string;
        };
        /** ForecastPoint */
        ForecastPoint: {
            /**
             * Issuedat
             * Format: date-time
             */
            issuedAt: string;
            /** Mean */
            mean: number;
            /** Model */
            model: string;
            /** Q10 */
            q10: number;
            /** Q20 */
            q20: number;
            /** Q30 */
            q30: number;
            /** Q40 */
            q40: number;
            /** Q50 */
            q50: number;
            /** Q60 */
            q60: number;
            /** Q70 */
            q70: number;
            /** Q80 */
            q80: number;
            /** Q90 */
            q90: number;
            /** Spans */
            spanS: number;
            /**
             * T
             * Format: date-time
             * @description Start of the interval that is foretold
             */
            t: string;
        };
        /** ForecastRecord */
        ForecastRecord: {
            /**
             * At
             * Format: date-time
             * @description The moment as known at which it was worked out: of the city a whole hour
             */
            at: string;
            /** Days */
            days: number;
            drift: components["schemas"]["Drift"];
            /** Misses */
            misses: components["schemas"]["Miss"][];
            /** Rows */
            rows: components["schemas"]["RecordRow"][];
        };
        /** FreeSpeed */
        FreeSpeed: {
            /** Source */
            source: string | null;
            /** Value */
            value: number;
        };
        /**
         * FundShape
         * @description The payment recomputed from the circular, beside the gemeente's own taakveld 0.7.
         */
        FundShape: {
            /** Bookedcents */
            bookedCents: number | null;
            /** Differencecents */
            differenceCents: number | null;
            /** Ratio */
            ratio: number | null;
            /** Recomputedcents */
            recomputedCents: number | null;
        };
        /** Gap */
        Gap: {
            /**
             * From
             * Format: date-time
             */
            from: string;
            /** Source */
            source: string;
            /**
             * To
             * Format: date-time
             */
            to: string;
        };
        /** Gemeente */
        Gemeente: {
            /** Code */
            code: string;
            /** Inhabitants */
            inhabitants: number | null;
            /** Name */
            name: string;
        };
        /** GroupShape */
        GroupShape: {
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Id */
            id: string;
            /** Known */
            known: number;
            /**
             * State
             * @enum {string}
             */
            state: "A" | "B" | "C" | "D" | "E" | "F" | "unknown";
            /** Title */
            title: string;
            /** Total */
            total: number;
            /** Trend */
            trend: ("worse" | "better" | "steady") | null;
            /** Worst */
            worst: string[];
        };
        /** Health */
        Health: {
            /**
             * Status
             * @constant
             */
            status: "ok";
        };
        /** ImplausibleValue */
        ImplausibleValue: {
            /**
             * Observedat
             * Format: date-time
             */
            observedAt: string;
            /** Place */
            place: string;
            /** Quantity */
            quantity: string;
            /** Title */
            title: string;
            /** Value */
            value: number | null;
            /** Why */
            why: string;
        };
        /** IncidentFeature */
        IncidentFeature: {
            geometry: components["schemas"]["Point"];
            /** Id */
            id: string;
            properties: components["schemas"]["IncidentProperties"];
            /**
             * Type
             * @constant
             */
            type: "Feature";
        };
        /** IncidentProperties */
        IncidentProperties: {
            /** Endedat */
            endedAt: string | null;
            /** Id */
            id: string;
            /**
             * Knownat
             * Format: date-time
             */
            knownAt: string;
            /** Source */
            source: string;
            /**
             * Startedat
             * Format: date-time
             */
            startedAt: string;
            /** Title */
            title: string;
            /** Type */
            type: string;
            /**
             * Uncertain
             * @description No end is known and the source is silent: it may be over
             */
            uncertain: boolean;
        };
        /** Incidents */
        Incidents: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Features */
            features: components["schemas"]["IncidentFeature"][];
            /**
             * Type
             * @constant
             */
            type: "FeatureCollection";
        };
        /** InstrumentShape */
        InstrumentShape: {
            /** Id */
            id: string;
            /** Titleid */
            titleId: string;
        };
        /**
         * JobHealth
         * @description What the platform works out by itself, such as forecasts. `title_id` is a Fluent id.
         *
         *     `done_at`: the moment of the last run that went well, on the clock of the city; `took_s` on the wall.
         */
        JobHealth: {
            /** Doneat */
            doneAt: string | null;
            /** Failingsince */
            failingSince: string | null;
            /** Id */
            id: string;
            lastError: components["schemas"]["LastError"] | null;
            /**
             * State
             * @enum {string}
             */
            state: "ok" | "failing" | "never";
            /** Titleid */
            titleId: string;
            /** Tooks */
            tookS: number | null;
        };
        /**
         * KeyShape
         * @description A screen names it by `geld-key-<id>` and gives the reason by `geld-key-<id>-why`, with - for _ in the id.
         */
        KeyShape: {
            /**
             * Absent
             * @description Its figures are not known for the wijken of this gemeente
             */
            absent: boolean;
            /** Date */
            date: string;
            /** Figures */
            figures: string[];
            /**
             * Grade
             * @enum {string}
             */
            grade: "A" | "B" | "C" | "D" | "E";
            /** Id */
            id: string;
            /** Source */
            source: string;
        };
        /** Keys */
        Keys: {
            /** Keys */
            keys: components["schemas"]["KeyShape"][];
            /** Mixes */
            mixes: components["schemas"]["Mix"][];
            /** Moved */
            moved: components["schemas"]["Moved"][];
            view: components["schemas"]["MoneyView"];
        };
        /** LastError */
        LastError: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Code */
            code: string;
            /** Detail */
            detail: string;
        };
        /**
         * Line
         * @description One taakveld of one area, one side.
         */
        Line: {
            amount: components["schemas"]["Amount"];
            /**
             * Citycents
             * @description The whole gemeente's, the city-wide part included
             */
            cityCents: number | null;
            /** Domain */
            domain: string;
            /**
             * Key
             * @description Id of the mix of keys by which it was allocated
             */
            key: string;
            /**
             * Lacking
             * @description The figure that it lacked
             */
            lacking: string | null;
            /** Name */
            name: string;
            /**
             * Share
             * @description Of what the gemeente has for it: `amount` = `cityCents` × `share`
             */
            share: number | null;
            /**
             * Side
             * @enum {string}
             */
            side: "lasten" | "baten";
            /** Taakveld */
            taakveld: string;
            /**
             * Wanted
             * @description The mix that would have been better, and could not be used
             */
            wanted: string | null;
        };
        /** MapAnswer */
        MapAnswer: {
            /**
             * Bounds
             * @description Upper bounds of the classes but the last, in euro
             */
            bounds: number[];
            /** Cityvalue */
            cityValue: number | null;
            /** Features */
            features: components["schemas"]["MapFeature"][];
            /**
             * Of
             * @description The domain or taakveld
             */
            of: string;
            /** Origins */
            origins: components["schemas"]["Origin"][];
            /**
             * Per
             * @enum {string}
             */
            per: "inhabitant" | "household";
            /**
             * Side
             * @enum {string}
             */
            side: "lasten" | "baten";
            /**
             * Type
             * @constant
             */
            type: "FeatureCollection";
            view: components["schemas"]["MoneyView"];
        };
        /** MapArea */
        MapArea: {
            /** Area */
            area: string;
            /**
             * Grade
             * @enum {string}
             */
            grade: "A" | "B" | "C" | "D" | "E";
            /**
             * Hatched
             * @description So uncertain that it is hatched: p10 to p90 is over half of the value
             */
            hatched: boolean;
            /** Mark */
            mark: ("missing" | "withheld") | null;
            /** Name */
            name: string;
            /** P10 */
            p10: number | null;
            /** P90 */
            p90: number | null;
            /** Rank */
            rank: number | null;
            /**
             * Value
             * @description Euro per inhabitant or household
             */
            value: number | null;
        };
        /** MapFeature */
        MapFeature: {
            /** Geometry */
            geometry: {
                [key: string]: unknown;
            };
            /** Id */
            id: string;
            properties: components["schemas"]["MapArea"];
            /**
             * Type
             * @constant
             */
            type: "Feature";
        };
        /** Miss */
        Miss: {
            /** Ahead */
            ahead: number;
            /**
             * Issuedat
             * Format: date-time
             */
            issuedAt: string;
            /** Place */
            place: string;
            /** Q10 */
            q10: number;
            /** Q50 */
            q50: number;
            /** Q90 */
            q90: number;
            /** Quantity */
            quantity: string;
            /**
             * Target
             * Format: date-time
             * @description End of the interval
             */
            target: string;
            /** Title */
            title: string;
            /** Truth */
            truth: number;
        };
        /**
         * Mix
         * @description How one taakveld is allocated. A mix is written as `households`, or `elderly_65:0.5+households:0.5`.
         */
        Mix: {
            /** Cents */
            cents: number | null;
            /**
             * Grade
             * @enum {string}
             */
            grade: "A" | "B" | "C" | "D" | "E";
            /**
             * Lacking
             * @description The figure for lack of which another mix was used
             */
            lacking: string | null;
            /**
             * Movedcents
             * @description Half of Σ|change| over the wijken against the default keys
             */
            movedCents: number | null;
            /** Name */
            name: string;
            /**
             * Rule
             * @description A screen gives the reason by `geld-rule-<id>`, with - for _ in the id
             */
            rule: string;
            /** Taakveld */
            taakveld: string;
            /** Used */
            used: string;
            /** Wanted */
            wanted: string;
        };
        /** Model */
        Model: {
            /** Card */
            card: {
                [key: string]: unknown;
            };
            /** @description What somebody chose to speak with; null: nobody ever chose */
            choice: components["schemas"]["ModelChoice"] | null;
            /**
             * Id
             * @description The quantity, and the step in seconds
             */
            id: string;
            /**
             * Knownat
             * Format: date-time
             */
            knownAt: string;
            previous: components["schemas"]["ModelVersion"] | null;
            /** Version */
            version: number;
        };
        /**
         * ModelChoice
         * @description `version` null: somebody went back to whatever is newest.
         */
        ModelChoice: {
            /**
             * After
             * @description The version of this choice: what a next one is based on
             */
            after: number;
            /**
             * Setat
             * Format: date-time
             */
            setAt: string;
            /** Setby */
            setBy: string;
            /** Version */
            version: number | null;
            /** Why */
            why: string;
        };
        /**
         * ModelChosen
         * @description What a planner sends. `version` of the card, null: whatever is newest. `after`: the version of the choice that it
         *     is based on (0: none yet).
         */
        ModelChosen: {
            /** After */
            after: number;
            /** Version */
            version: number | null;
            /** Why */
            why: string;
        };
        /** ModelVersion */
        ModelVersion: {
            /** Card */
            card: {
                [key: string]: unknown;
            };
            /**
             * Id
             * @description The quantity, and the step in seconds
             */
            id: string;
            /**
             * Knownat
             * Format: date-time
             */
            knownAt: string;
            /** Version */
            version: number;
        };
        /** Models */
        Models: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Models */
            models: components["schemas"]["Model"][];
        };
        /** MoneyArea */
        MoneyArea: {
            /** Area */
            area: string;
            /** Households */
            households: number | null;
            /** Inhabitants */
            inhabitants: number | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "gemeente" | "wijk" | "stad" | "onbekend";
            /** Name */
            name: string;
        };
        /** MoneyAreas */
        MoneyAreas: {
            /** Areas */
            areas: components["schemas"]["MoneyArea"][];
            view: components["schemas"]["MoneyView"];
        };
        /** MoneyClosing */
        MoneyClosing: {
            /**
             * Closes
             * @description Whether the parts are the total, to the cent, in each line
             */
            closes: boolean;
            /** Domains */
            domains: components["schemas"]["ClosingLine"][];
            /** Origins */
            origins: components["schemas"]["Origin"][];
            /**
             * Side
             * @enum {string}
             */
            side: "lasten" | "baten";
            view: components["schemas"]["MoneyView"];
            whole: components["schemas"]["ClosingLine"];
            /**
             * Wijken
             * @description How many wijken there are
             */
            wijken: number;
        };
        /**
         * MoneyView
         * @description What was asked, in full: enough to ask the same again.
         */
        MoneyView: {
            /**
             * Areasyear
             * @description Vintage of the wijken and of the figures behind the keys
             */
            areasYear: number;
            /** Gemeente */
            gemeente: string;
            /**
             * Missing
             * @description The gemeente delivered nothing for this period
             */
            missing: boolean;
            /** Name */
            name: string;
            /**
             * Overhead
             * @description Whether overhead is spread over the taakvelden by salaries
             */
            overhead: boolean;
            /**
             * Perspective
             * @enum {string}
             */
            perspective: "place" | "residents";
            /**
             * Stage
             * @enum {string}
             */
            stage: "rekening" | "begroting";
            /** Variant */
            variant: string | null;
            /** Year */
            year: number;
        };
        /** Moved */
        Moved: {
            /** Area */
            area: string;
            /** Cents */
            cents: number | null;
            /** Defaultcents */
            defaultCents: number | null;
            /** Name */
            name: string;
        };
        /**
         * NewToken
         * @description `token` is shown this once.
         */
        NewToken: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /** Endedat */
            endedAt: string | null;
            /** Endedby */
            endedBy: string | null;
            /**
             * Endsat
             * Format: date-time
             */
            endsAt: string;
            /** Id */
            id: string;
            /** Scopes */
            scopes: string[];
            /** Title */
            title: string;
            /** Token */
            token: string;
        };
        /** Norm */
        Norm: {
            /**
             * Circular
             * @description Such as S2024/2024; null: there is none of this year, and no norm
             */
            circular: string | null;
            /**
             * Circularyears
             * @description Years of which there is a circular
             */
            circularYears: number[];
            /** Doubts */
            doubts: components["schemas"]["NormDoubt"][];
            fund: components["schemas"]["FundShape"] | null;
            /** Lines */
            lines: components["schemas"]["NormLine"][];
            /** Origins */
            origins: components["schemas"]["Origin"][];
            /** Peers */
            peers: components["schemas"]["PeerShape"][];
            view: components["schemas"]["MoneyView"];
            /** @description All clusters that have spending and a norm, with overhead */
            whole: components["schemas"]["NormLine"] | null;
        };
        /**
         * NormDoubt
         * @description A taakveld of which it is not plain that it belongs to its cluster.
         */
        NormDoubt: {
            /** Cluster */
            cluster: string;
            /** Name */
            name: string;
            /** Taakveld */
            taakveld: string;
            /**
             * Why
             * @enum {string}
             */
            why: "read-otherwise" | "added" | "access" | "since-2025";
        };
        /**
         * NormLine
         * @description One cluster of the gemeentefonds, in euro per inhabitant beside the amounts. `net` = lasten − baten.
         *
         *     `peers`: the median over the peers that have both. Null where it is not told, or there is no norm.
         */
        NormLine: {
            /** Cluster */
            cluster: string;
            /** Difference */
            difference: number | null;
            /** Differencecents */
            differenceCents: number | null;
            /** Net */
            net: number | null;
            /** Netcents */
            netCents: number | null;
            /** Norm */
            norm: number | null;
            /** Normcents */
            normCents: number | null;
            /** Peersdifference */
            peersDifference: number | null;
            /** Peersnet */
            peersNet: number | null;
        };
        /** OnePlace */
        OnePlace: {
            geometry: components["schemas"]["Point"];
            /** Id */
            id: string;
            properties: components["schemas"]["PlaceDetail"];
            /**
             * Type
             * @constant
             */
            type: "Feature";
        };
        /**
         * Origin
         * @description Where a figure comes from, so that anyone can find it again and work it out anew.
         */
        Origin: {
            /** Attribution */
            attribution: string;
            /** Id */
            id: string;
            /**
             * Knownat
             * Format: date-time
             * @description When this installation learnt it
             */
            knownAt: string;
            /** Licence */
            licence: string;
            /**
             * Title
             * @description The publication
             */
            title: string;
            /** Url */
            url: string;
            /**
             * Year
             * @description The year that the publication is about
             */
            year: number;
        };
        /**
         * Overview
         * @description What there is to choose from.
         */
        Overview: {
            /**
             * Care
             * @description Whether care costs have been loaded
             */
            care: boolean;
            /**
             * Domains
             * @description Ids; a screen says them by the sentence `geld-domain-<id>`
             */
            domains: string[];
            /**
             * Gemeente
             * @description The gemeente of this installation
             */
            gemeente: string | null;
            /** Gemeenten */
            gemeenten: components["schemas"]["Gemeente"][];
            /** Periods */
            periods: components["schemas"]["Period"][];
            /** Taakvelden */
            taakvelden: components["schemas"]["Taakveld"][];
        };
        /** Part */
        Part: {
            /**
             * Group
             * @enum {string}
             */
            group: "time" | "place" | "usual" | "level" | "holiday" | "year" | "event";
            /**
             * Value
             * @description By how much it moves the median, in the unit of the quantity
             */
            value: number;
        };
        /** PasswordChange */
        PasswordChange: {
            /** Current */
            current: string;
            /** New */
            new: string;
        };
        /**
         * PeerShape
         * @description `driver`: the dimension in which they differ most (size, urbanity, social-structure).
         */
        PeerShape: {
            /** Area */
            area: string;
            /** Driver */
            driver: string | null;
            /** Name */
            name: string;
            /** Similarity */
            similarity: number;
        };
        /** Period */
        Period: {
            /**
             * Gemeenten
             * @description How many delivered
             */
            gemeenten: number;
            /**
             * Missing
             * @description Codes of gemeenten that delivered nothing, or only zeros
             */
            missing: string[];
            /**
             * Stage
             * @enum {string}
             */
            stage: "rekening" | "begroting";
            /** Year */
            year: number;
        };
        /** PlaceDetail */
        PlaceDetail: {
            /**
             * Ages
             * @description Seconds from the end of the interval to `at`
             */
            ageS: number | null;
            /** Areas */
            areas: string[];
            /** Capacityh */
            capacityH: number | null;
            /** Capacitysource */
            capacitySource: string | null;
            /** @description Both densities (p/m²) of a flow of people, by Weidmann */
            density: components["schemas"]["DensityPair"] | null;
            /** Doubt */
            doubt: string | null;
            /** Flow */
            flow: number | null;
            /** Flowunit */
            flowUnit: string | null;
            /** @description With `ahead`: what the median was taken from; null where there is no forecast */
            forecast?: components["schemas"]["ForecastOf"] | null;
            /** Freespeedkmh */
            freeSpeedKmh: number | null;
            /** Freespeedsource */
            freeSpeedSource: string | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Knownat */
            knownAt: string | null;
            /** Lanes */
            lanes: number | null;
            /**
             * Level
             * @enum {string}
             */
            level: "A" | "B" | "C" | "D" | "E" | "F" | "unknown";
            /** Maxages */
            maxAgeS: number | null;
            /**
             * Observedat
             * @description Start of the interval
             */
            observedAt: string | null;
            /**
             * Quantity
             * @description The quantity that decides
             */
            quantity: string | null;
            /**
             * Reason
             * @description Why the level is unknown
             */
            reason: ("never" | "stale" | "missing" | "implausible" | "doubt" | "no-scale" | "no-forecast") | null;
            /** Scale */
            scale: string | null;
            /** Scaleunit */
            scaleUnit: string | null;
            /**
             * Scalevalue
             * @description The number that the scale speaks of
             */
            scaleValue: number | null;
            /**
             * Share
             * @description Speed as a share of free speed
             */
            share: number | null;
            /** Source */
            source: string | null;
            /** Spans */
            spanS: number | null;
            /** Street */
            street: string | null;
            thresholds: components["schemas"]["Thresholds"];
            /** Title */
            title: string;
            /** Trend */
            trend: ("worse" | "better" | "steady") | null;
            /**
             * Uncertain
             * @description A flow that fits a free and a jammed state
             */
            uncertain: boolean;
            /** Unit */
            unit: string | null;
            /** Value */
            value: number | null;
            /** Widthm */
            widthM: number | null;
            /** Widthsource */
            widthSource: string | null;
        };
        /** PlaceFeature */
        PlaceFeature: {
            geometry: components["schemas"]["Point"];
            /** Id */
            id: string;
            properties: components["schemas"]["PlaceProperties"];
            /**
             * Type
             * @constant
             */
            type: "Feature";
        };
        /** PlaceForecast */
        PlaceForecast: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Events
             * @description Those near the place, and those of which nobody knows where they are
             */
            events: components["schemas"]["ComingEvent"][];
            /** Id */
            id: string;
            /**
             * Missing
             * @description Drivers that a forecast would have used, and that are not there
             */
            missing: ("weather" | "events" | "calendar")[];
            /** Quantities */
            quantities: {
                [key: string]: components["schemas"]["QuantityForecast"];
            };
            /**
             * Reason
             * @description Why nothing is foretold
             */
            reason: ("silent" | "too-little-history" | "no-model" | "stale") | null;
        };
        /** PlaceProperties */
        PlaceProperties: {
            /**
             * Ages
             * @description Seconds from the end of the interval to `at`
             */
            ageS: number | null;
            /** Areas */
            areas: string[];
            /** Capacityh */
            capacityH: number | null;
            /** Capacitysource */
            capacitySource: string | null;
            /** Doubt */
            doubt: string | null;
            /** Flow */
            flow: number | null;
            /** Flowunit */
            flowUnit: string | null;
            /** @description With `ahead`: what the median was taken from; null where there is no forecast */
            forecast?: components["schemas"]["ForecastOf"] | null;
            /** Freespeedkmh */
            freeSpeedKmh: number | null;
            /** Freespeedsource */
            freeSpeedSource: string | null;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Knownat */
            knownAt: string | null;
            /** Lanes */
            lanes: number | null;
            /**
             * Level
             * @enum {string}
             */
            level: "A" | "B" | "C" | "D" | "E" | "F" | "unknown";
            /** Maxages */
            maxAgeS: number | null;
            /**
             * Observedat
             * @description Start of the interval
             */
            observedAt: string | null;
            /**
             * Quantity
             * @description The quantity that decides
             */
            quantity: string | null;
            /**
             * Reason
             * @description Why the level is unknown
             */
            reason: ("never" | "stale" | "missing" | "implausible" | "doubt" | "no-scale" | "no-forecast") | null;
            /** Scale */
            scale: string | null;
            /** Scaleunit */
            scaleUnit: string | null;
            /**
             * Scalevalue
             * @description The number that the scale speaks of
             */
            scaleValue: number | null;
            /**
             * Share
             * @description Speed as a share of free speed
             */
            share: number | null;
            /** Source */
            source: string | null;
            /** Spans */
            spanS: number | null;
            /** Street */
            street: string | null;
            /** Title */
            title: string;
            /** Trend */
            trend: ("worse" | "better" | "steady") | null;
            /**
             * Uncertain
             * @description A flow that fits a free and a jammed state
             */
            uncertain: boolean;
            /** Unit */
            unit: string | null;
            /** Value */
            value: number | null;
            /** Widthm */
            widthM: number | null;
            /** Widthsource */
            widthSource: string | null;
        };
        /** Places */
        Places: {
            /**
             * Ahead
             * @description Minutes ahead that the levels are foretold for
             */
            ahead?: number | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /** Features */
            features: components["schemas"]["PlaceFeature"][];
            /**
             * Issuedat
             * @description When the oldest of the forecasts in it was made; null where none is used
             */
            issuedAt?: string | null;
            /**
             * Knownat
             * @description When the newest of what this rests on became known
             */
            knownAt: string | null;
            /** Live */
            live: boolean;
            /**
             * Target
             * @description `at` and `ahead` together
             */
            target?: string | null;
            /** Total */
            total: number;
            /**
             * Type
             * @constant
             */
            type: "FeatureCollection";
        };
        /** Point */
        Point: {
            /** Coordinates */
            coordinates: [
                number,
                number
            ];
            /**
             * Type
             * @constant
             */
            type: "Point";
        };
        /**
         * Problem
         * @description RFC 9457. `code` is stable; more members carry the data of the error.
         */
        Problem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Instance */
            instance: string;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * PushReceipt
         * @description `new` rows were appended, `same` were known already. `refused` names the first thousand.
         */
        PushReceipt: {
            /** New */
            new: number;
            /** Refused */
            refused: components["schemas"]["RefusedRow"][];
            /** Refusedcount */
            refusedCount: number;
            /** Same */
            same: number;
        };
        /** QuantityForecast */
        QuantityForecast: {
            /** Points */
            points: components["schemas"]["ForecastPoint"][];
            /** Unit */
            unit: string;
        };
        /** QuantitySeries */
        QuantitySeries: {
            /** Points */
            points: components["schemas"]["SeriesPoint"][];
            /** Unit */
            unit: string;
        };
        /** Ranged */
        Ranged: {
            /** Central */
            central: number | null;
            /** P10 */
            p10: number | null;
            /** P50 */
            p50: number | null;
            /** P90 */
            p90: number | null;
        };
        /**
         * Reasons
         * @description `usual` and the parts add up to the median, but for rounding and the width that follows truths.
         */
        Reasons: {
            /** Median */
            median: number | null;
            /** Model */
            model: string;
            /**
             * Parts
             * @description The largest first; empty where nothing usual is known
             */
            parts: components["schemas"]["Part"][];
            /** Place */
            place: string;
            /** Quantity */
            quantity: string;
            /** Spans */
            spanS: number;
            /**
             * Target
             * Format: date-time
             */
            target: string;
            /** Unit */
            unit: string;
            /**
             * Usual
             * @description The same moment of earlier weeks or days; null where too little is known
             */
            usual: number | null;
        };
        /**
         * RecordRow
         * @description Errors are WAPE: the sum of what the median was off, by the sum of what came. Null where nothing can be told.
         */
        RecordRow: {
            /**
             * Ahead
             * @description Minutes from the moment of issue to the end of the interval
             */
            ahead: number;
            /**
             * Count
             * @description Truths; of the whole city, of some of the issues
             */
            count: number;
            /**
             * Coverage
             * @description Share of the truths in q10 to q90; 0.80 is right
             */
            coverage: number | null;
            /**
             * Gain
             * @description 1 − wapeBeside / naiveWape
             */
            gain: number | null;
            /**
             * Naive
             * @description The naive forecast: the same time a week or a day before
             */
            naive: ("week" | "day") | null;
            /**
             * Naivewape
             * @description Of the naive forecast, where there is one
             */
            naiveWape: number | null;
            /** Quantity */
            quantity: string;
            /** Wape */
            wape: number | null;
            /**
             * Wapebeside
             * @description Of ours, on the same truths as `naiveWape`
             */
            wapeBeside: number | null;
            /**
             * Wql
             * @description Weighted quantile loss over the nine quantiles
             */
            wql: number | null;
        };
        /**
         * RefusedRow
         * @description `row` is 1-based; `field` empty where the row as a whole is refused.
         */
        RefusedRow: {
            /** Field */
            field: string;
            /** Reason */
            reason: string;
            /** Row */
            row: number;
        };
        /**
         * Sankey
         * @description Of each side: what is drawn and what is corrected are the published total together, to the cent.
         */
        Sankey: {
            /**
             * Back
             * @description The focus one step back; null: the whole
             */
            back: string | null;
            /** Batencents */
            batenCents: number | null;
            /** Corrections */
            corrections: components["schemas"]["StreamCorrection"][];
            /** Focus */
            focus: string | null;
            /** Lastencents */
            lastenCents: number | null;
            /** Links */
            links: components["schemas"]["StreamLink"][];
            /**
             * Merged
             * @description Names of the wijken that are drawn as one
             */
            merged: string[];
            /** Nodes */
            nodes: components["schemas"]["StreamNode"][];
            /** Origins */
            origins: components["schemas"]["Origin"][];
            view: components["schemas"]["MoneyView"];
        };
        /** ScaleShape */
        ScaleShape: {
            /** Bounds */
            bounds: {
                [key: string]: number;
            };
            /**
             * Direction
             * @enum {string}
             */
            direction: "higher-is-worse" | "lower-is-worse";
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Quantity */
            quantity: string;
            /** Reference */
            reference: string;
            /** Title */
            title: string;
            /** Uncertainfrom */
            uncertainFrom: number | null;
            /** Unit */
            unit: string;
        };
        /** Scales */
        Scales: {
            /** Scales */
            scales: components["schemas"]["ScaleShape"][];
        };
        /** Series */
        Series: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Comparabledays */
            comparableDays: number;
            freeSpeed: components["schemas"]["FreeSpeed"] | null;
            /** Id */
            id: string;
            /** Quantities */
            quantities: {
                [key: string]: components["schemas"]["QuantitySeries"];
            };
            source: components["schemas"]["SourceLine"] | null;
            /** Steps */
            stepS: number;
            /** Thresholds */
            thresholds: components["schemas"]["BoundLine"][];
            /** Title */
            title: string;
            /** Usual */
            usual: {
                [key: string]: components["schemas"]["UsualBand"];
            } | null;
            /** Usualreason */
            usualReason: "too-little-history" | null;
        };
        /** SeriesPoint */
        SeriesPoint: {
            /** Mark */
            mark: string | null;
            /**
             * T
             * Format: date-time
             */
            t: string;
            /** Value */
            value: number | null;
        };
        /**
         * SessionShape
         * @description `csrf` goes into the header `X-CSRF-Token` of every change. `may`: the actions that are open to you.
         */
        SessionShape: {
            /** Csrf */
            csrf: string;
            /** Demo */
            demo: boolean;
            /** May */
            may: string[];
            /** Mustchange */
            mustChange: boolean;
            /** Name */
            name: string;
            /** Roles */
            roles: ("kijker" | "operator" | "planner" | "beheerder")[];
        };
        /** SignIn */
        SignIn: {
            /** Login */
            login: string;
            /** Password */
            password: string;
        };
        /**
         * SourceHealth
         * @description Seconds throughout. A share is null where the source has no places.
         */
        SourceHealth: {
            /** Ages */
            ageS: number | null;
            /** Attribution */
            attribution: string;
            /** Delays */
            delayS: number | null;
            /** Deliveries */
            deliveries: number;
            /** Everys */
            everyS: number;
            /** Id */
            id: string;
            /** Implausible */
            implausible: components["schemas"]["ImplausibleValue"][];
            /** Implausibleplaces */
            implausiblePlaces: number;
            /** Implausibleshare */
            implausibleShare: number | null;
            /** Lastarrivalat */
            lastArrivalAt: string | null;
            lastError: components["schemas"]["LastError"] | null;
            /** Legalground */
            legalGround: string;
            /** Licence */
            licence: string;
            /** Maxages */
            maxAgeS: number;
            /** Missingshare */
            missingShare: number | null;
            /** Newestobservedat */
            newestObservedAt: string | null;
            /** Places */
            places: number;
            /** Purpose */
            purpose: string;
            /** Retentiondays */
            retentionDays: number;
            /** Rowsnew */
            rowsNew: number;
            /** Rowssame */
            rowsSame: number;
            /** Silentplaces */
            silentPlaces: number;
            /** Silentshare */
            silentShare: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "ok" | "late" | "silent" | "failing" | "never";
            /** Title */
            title: string;
            /** Url */
            url: string;
        };
        /** SourceLine */
        SourceLine: {
            /** Attribution */
            attribution: string;
            /** Id */
            id: string;
            /** Licence */
            licence: string;
            /** Title */
            title: string;
        };
        /** StoryStep */
        StoryStep: {
            /** Text */
            text: string;
            /** Title */
            title: string;
        };
        /**
         * StreamCorrection
         * @description What cannot be drawn as a stream, with why. `cents`: null where it was not delivered.
         */
        StreamCorrection: {
            /** Cents */
            cents: number | null;
            /** Name */
            name: string;
            /**
             * Reason
             * @enum {string}
             */
            reason: "negative" | "cycle" | "missing";
            /**
             * Side
             * @enum {string}
             */
            side: "lasten" | "baten";
            /** Taakveld */
            taakveld: string | null;
        };
        /** StreamLink */
        StreamLink: {
            /** Cents */
            cents: number;
            /**
             * Grade
             * @enum {string}
             */
            grade: "A" | "B" | "C" | "D" | "E";
            /** Source */
            source: string;
            /** Target */
            target: string;
        };
        /** StreamNode */
        StreamNode: {
            /** Cents */
            cents: number;
            /** Id */
            id: string;
            /**
             * Level
             * @enum {string}
             */
            level: "payer" | "general" | "domain" | "area" | "beneficiary";
            /**
             * Name
             * @description Of a taakveld or a wijk; a screen has the words for the others
             */
            name: string;
            /**
             * Opens
             * @description What `focus` to ask for to look inside; null: there is nothing deeper
             */
            opens: string | null;
            /**
             * Ref
             * @description The party, domain, taakveld or area; `rest`: the wijken that are drawn as one
             */
            ref: string;
        };
        /** Streets */
        Streets: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Streets */
            streets: components["schemas"]["GroupShape"][];
        };
        /** Taakveld */
        Taakveld: {
            /** Code */
            code: string;
            /** Domain */
            domain: string;
            /** Name */
            name: string;
        };
        /** Thresholds */
        Thresholds: {
            /** Bounds */
            bounds: {
                [key: string]: number;
            } | null;
            /** Direction */
            direction: ("higher-is-worse" | "lower-is-worse") | null;
            /** Quantity */
            quantity: string | null;
            /** Scale */
            scale: string | null;
            /** Setat */
            setAt: string | null;
            /** Setby */
            setBy: string | null;
            /** Title */
            title: string | null;
            /** Unit */
            unit: string | null;
            /** Values */
            values: {
                [key: string]: number;
            } | null;
            /** Version */
            version: number;
            /** Why */
            why: string | null;
        };
        /**
         * ThresholdsAsked
         * @description What a planner sends. `after`: the version it was based on (0: none yet). Without `scale` the one in force.
         */
        ThresholdsAsked: {
            /** After */
            after: number;
            bounds: components["schemas"]["Bounds"];
            /** Scale */
            scale?: string | null;
            /** Why */
            why: string;
        };
        /** Timeline */
        Timeline: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Bins */
            bins: components["schemas"]["Bin"][];
            /** Gaps */
            gaps: components["schemas"]["Gap"][];
            /** Steps */
            stepS: number;
        };
        /**
         * ToAdd
         * @description A field that only the municipality can fill in. `required`: the register takes no entry without it.
         */
        ToAdd: {
            /** Field */
            field: string;
            /** Reason */
            reason: string;
            /** Required */
            required: boolean;
            /** Title */
            title: string;
        };
        /** TokenIn */
        TokenIn: {
            /**
             * Endsat
             * Format: date-time
             */
            endsAt: string;
            /** Scopes */
            scopes: string[];
            /** Title */
            title: string;
        };
        /** TokenList */
        TokenList: {
            /** Tokens */
            tokens: components["schemas"]["TokenShape"][];
        };
        /**
         * TokenShape
         * @description `createdBy` and `endedBy` are opaque author ids.
         */
        TokenShape: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Createdby */
            createdBy: string;
            /** Endedat */
            endedAt: string | null;
            /** Endedby */
            endedBy: string | null;
            /**
             * Endsat
             * Format: date-time
             */
            endsAt: string;
            /** Id */
            id: string;
            /** Scopes */
            scopes: string[];
            /** Title */
            title: string;
        };
        /**
         * UserChange
         * @description What is left out stays. `after`: the version that this change is based on.
         */
        UserChange: {
            /** Active */
            active?: boolean | null;
            /** After */
            after: number;
            /** Name */
            name?: string | null;
            /**
             * Resetpassword
             * @default false
             */
            resetPassword: boolean;
            /** Role */
            role?: ("kijker" | "operator" | "planner" | "beheerder") | null;
        };
        /** UserIn */
        UserIn: {
            /** Login */
            login: string;
            /** Name */
            name: string;
            /**
             * Role
             * @enum {string}
             */
            role: "kijker" | "operator" | "planner" | "beheerder";
        };
        /** UserList */
        UserList: {
            /** Users */
            users: components["schemas"]["UserShape"][];
        };
        /**
         * UserShape
         * @description `login` and `name` are null once the person was erased.
         */
        UserShape: {
            /** Active */
            active: boolean;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Id */
            id: string;
            /** Login */
            login: string | null;
            /** Mustchange */
            mustChange: boolean;
            /** Name */
            name: string | null;
            /**
             * Role
             * @enum {string}
             */
            role: "kijker" | "operator" | "planner" | "beheerder";
            /** Version */
            version: number;
        };
        /**
         * UserWithPassword
         * @description `oneTimePassword` is shown this once, and must be changed at the first sign-in; null where it was not reset.
         */
        UserWithPassword: {
            /** Active */
            active: boolean;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Id */
            id: string;
            /** Login */
            login: string | null;
            /** Mustchange */
            mustChange: boolean;
            /** Name */
            name: string | null;
            /** Onetimepassword */
            oneTimePassword: string | null;
            /**
             * Role
             * @enum {string}
             */
            role: "kijker" | "operator" | "planner" | "beheerder";
            /** Version */
            version: number;
        };
        /** UsualBand */
        UsualBand: {
            /** Days */
            days: number;
            /** Points */
            points: components["schemas"]["UsualPoint"][];
        };
        /** UsualPoint */
        UsualPoint: {
            /** P10 */
            p10: number;
            /** P50 */
            p50: number;
            /** P90 */
            p90: number;
            /**
             * T
             * Format: date-time
             */
            t: string;
        };
        /**
         * VariantAsked
         * @description `after`: the version that was read, 0 for a new one.
         */
        VariantAsked: {
            /** After */
            after: number;
            /** Changes */
            changes: components["schemas"]["ChangeShape"][];
            /** Title */
            title: string;
            /** Why */
            why: string;
        };
        /** VariantShape */
        VariantShape: {
            /**
             * Author
             * @description The name, where the person is still known
             */
            author: string | null;
            /** Changes */
            changes: components["schemas"]["ChangeShape"][];
            /** Id */
            id: string;
            /**
             * Knownat
             * Format: date-time
             */
            knownAt: string;
            /** Title */
            title: string;
            /** Version */
            version: number;
            /** Why */
            why: string;
        };
        /** Variants */
        Variants: {
            /** Variants */
            variants: components["schemas"]["VariantShape"][];
        };
        /** WijkPage */
        WijkPage: {
            area: components["schemas"]["MoneyArea"];
            /** Domains */
            domains: components["schemas"]["DomainLine"][];
            /** Lines */
            lines: components["schemas"]["Line"][];
            /** Origins */
            origins: components["schemas"]["Origin"][];
            /** Peers */
            peers: components["schemas"]["PeerShape"][];
            /** Story */
            story: components["schemas"]["StoryStep"][];
            view: components["schemas"]["MoneyView"];
        };
        /** Words */
        Words: {
            /** En */
            en: string;
            /** Nl */
            nl: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    read_health_health_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_metrics_metrics_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_algorithms_v1_algorithms_get: {
        parameters: {
            query?: {
                language?: "nl" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlgorithmList"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_audit_v1_audit_get: {
        parameters: {
            query?: {
                day?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditDay"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_city_v1_city_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CityShape"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_data_health_v1_data_health_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataHealth"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    deliver_v1_deliveries_post: {
        parameters: {
            query: {
                /** @description The id of a source of this city. */
                source: string;
                /** @description The publisher's time or number of it. */
                key: string;
                /** @description An archive: as its single deliveries, each at its own moment. */
                asItCame?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivered"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    areas_v1_drukte_areas_get: {
        parameters: {
            query?: {
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Areas"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    events_v1_drukte_events_get: {
        parameters: {
            query?: {
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComingEvents"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    incidents_v1_drukte_incidents_get: {
        parameters: {
            query?: {
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incidents"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    models_v1_drukte_models_get: {
        parameters: {
            query?: {
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Models"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    choose_model_v1_drukte_models__id__choice_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelChosen"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Models"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    places_v1_drukte_places_get: {
        parameters: {
            query?: {
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
                /** @description Minutes ahead of `at`: 15 to 120 by quarters, or whole hours up to 168. Left out: as it is. */
                ahead?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    place_v1_drukte_places__id__get: {
        parameters: {
            query?: {
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnePlace"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    forecast_v1_drukte_places__id__forecast_get: {
        parameters: {
            query?: {
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceForecast"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    why_v1_drukte_places__id__forecast_why_get: {
        parameters: {
            query: {
                /** @description Start of the interval that is foretold. */
                target: string;
                quantity?: string;
                /** @description Its length in seconds. */
                span?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reasons"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    series_v1_drukte_places__id__series_get: {
        parameters: {
            query?: {
                /** @description Start of the stretch; left out: 48 hours back. */
                from?: string | null;
                /** @description End of the stretch, not included; left out: the moment itself. */
                to?: string | null;
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    thresholds_v1_drukte_places__id__thresholds_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thresholds"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    set_thresholds_v1_drukte_places__id__thresholds_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThresholdsAsked"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thresholds"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    record_v1_drukte_record_get: {
        parameters: {
            query?: {
                /** @description The id of a place; left out: the whole city. */
                place?: string | null;
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
                /** @description How many days back. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForecastRecord"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    scales_v1_drukte_scales_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scales"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    streets_v1_drukte_streets_get: {
        parameters: {
            query?: {
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Streets"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    timeline_v1_drukte_timeline_get: {
        parameters: {
            query?: {
                /** @description Start of the stretch; left out: 48 hours back. */
                from?: string | null;
                /** @description End of the stretch, not included; left out: the moment itself. */
                to?: string | null;
                /** @description The moment to look at, as it was known then. Left out: now, live. */
                at?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_events_v1_events_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    export_observations_v1_export_get: {
        parameters: {
            query: {
                /** @description One or more quantities. */
                quantity: string[];
                /** @description From this moment on; without a zone: local time. */
                from: string;
                /** @description Up to this moment, not with it. */
                to: string;
                /** @description As it was known then; else now. */
                knownAt?: string | null;
                format?: "csv" | "parquet";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    areas_v1_geldstromen_areas_get: {
        parameters: {
            query: {
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyAreas"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    wijk_v1_geldstromen_areas__area__get: {
        parameters: {
            query: {
                /** @description The language of what is told in words. */
                lang?: "nl" | "en";
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path: {
                area: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WijkPage"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    all_cases_v1_geldstromen_cases_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseList"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    one_case_v1_geldstromen_cases__id__get: {
        parameters: {
            query?: {
                /** @description Ids of the measures to count; left out: all. */
                measures?: string[] | null;
                /** @description Another discount rate, real, a year. */
                rate?: number | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseAnswer"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    save_case_v1_geldstromen_cases__id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseAsked"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseAnswer"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    case_report_v1_geldstromen_cases__id__report_pdf_get: {
        parameters: {
            query?: {
                /** @description Ids of the measures to count; left out: all. */
                measures?: string[] | null;
                /** @description Another discount rate, real, a year. */
                rate?: number | null;
                /** @description The language of what is told in words. */
                lang?: "nl" | "en";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    closing_v1_geldstromen_closing_get: {
        parameters: {
            query: {
                /** @description What is spent, or what is received. */
                side?: "lasten" | "baten";
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyClosing"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    package_v1_geldstromen_datapackage_zip_get: {
        parameters: {
            query: {
                /** @description The language of what is told in words. */
                lang?: "nl" | "en";
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A Fiscal Data Package. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    keys_v1_geldstromen_keys_get: {
        parameters: {
            query: {
                /** @description What is spent, or what is received. */
                side?: "lasten" | "baten";
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    money_map_v1_geldstromen_map_get: {
        parameters: {
            query: {
                /** @description A domain, the code of a taakveld, or `total`: all but the reserves. */
                of?: string;
                /** @description What is spent, or what is received. */
                side?: "lasten" | "baten";
                /** @description Amounts of a wijk are never told whole on a map. */
                per?: "inhabitant" | "household";
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapAnswer"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    norm_v1_geldstromen_norm_get: {
        parameters: {
            query: {
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Norm"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    overview_v1_geldstromen_overview_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    sankey_v1_geldstromen_sankey_get: {
        parameters: {
            query: {
                /** @description A domain or the code of a taakveld to look inside; without: the whole. */
                focus?: string | null;
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sankey"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    areas_file_v1_geldstromen_tables_areas__format__get: {
        parameters: {
            query: {
                /** @description The language of what is told in words. */
                lang?: "nl" | "en";
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path: {
                format: "csv" | "xlsx";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table as a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    map_file_v1_geldstromen_tables_map__format__get: {
        parameters: {
            query: {
                /** @description A domain, the code of a taakveld, or `total`: all but the reserves. */
                of?: string;
                /** @description What is spent, or what is received. */
                side?: "lasten" | "baten";
                /** @description Amounts of a wijk are never told whole on a map. */
                per?: "inhabitant" | "household";
                /** @description The language of what is told in words. */
                lang?: "nl" | "en";
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path: {
                format: "csv" | "xlsx";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table as a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    wijk_file_v1_geldstromen_tables_wijk__format__get: {
        parameters: {
            query: {
                /** @description The wijk, where the table is that of one. */
                area?: string | null;
                /** @description The language of what is told in words. */
                lang?: "nl" | "en";
                /** @description The code of a gemeente, such as GM0599. */
                gm: string;
                year: number;
                /** @description Accounts or budget. */
                stage: "rekening" | "begroting";
                /** @description Where the euro is spent, or for whose residents. */
                perspective?: "place" | "residents";
                /** @description The id of a named variant of the keys. */
                variant?: string | null;
                /** @description Whether overhead follows the salaries of the other tasks. */
                overhead?: boolean;
            };
            header?: never;
            path: {
                format: "csv" | "xlsx";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table as a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    all_variants_v1_geldstromen_variants_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variants"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    save_v1_geldstromen_variants__id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VariantAsked"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariantShape"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    push_observations_v1_observations_post: {
        parameters: {
            query?: {
                mode?: "partial" | "all";
            };
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Observedat
                     * Format: date-time
                     */
                    observedAt: string;
                    /** Place */
                    place: string;
                    /** Quantity */
                    quantity: string;
                    /** Spans */
                    spanS: number;
                    /** Value */
                    value: number | null;
                }[];
                "application/x-ndjson": {
                    /**
                     * Observedat
                     * Format: date-time
                     */
                    observedAt: string;
                    /** Place */
                    place: string;
                    /** Quantity */
                    quantity: string;
                    /** Spans */
                    spanS: number;
                    /** Value */
                    value: number | null;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushReceipt"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_session_v1_session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionShape"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    start_session_v1_session_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionShape"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    end_session_v1_session_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    change_password_v1_session_password_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionShape"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_tile_v1_tiles__z___x___y__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                z: number;
                x: number;
                y: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.mapbox-vector-tile": unknown;
                };
            };
            /** @description Nothing lies in this tile. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_tokens_v1_tokens_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    create_token_v1_tokens_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    end_token_v1_tokens__id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    read_users_v1_users_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    create_user_v1_users_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserWithPassword"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    erase_user_v1_users__id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
    change_user_v1_users__id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserWithPassword"];
                };
            };
            /** @description A problem (RFC 9457). */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
            /** @description A problem (RFC 9457). */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                    "application/problem+json": unknown;
                };
            };
        };
    };
}
