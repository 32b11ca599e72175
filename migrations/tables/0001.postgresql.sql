CREATE TABLE dictionary (
    view VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    "column" VARCHAR,
    kind VARCHAR,
    description_zh VARCHAR NOT NULL,
    description_en VARCHAR NOT NULL,
    unit VARCHAR,
    CONSTRAINT pk_dictionary PRIMARY KEY (view, position)
);

CREATE TABLE districts (
    id SERIAL NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    site VARCHAR NOT NULL,
    CONSTRAINT pk_districts PRIMARY KEY (id),
    CONSTRAINT uq_districts_code UNIQUE (code)
);

CREATE TABLE measures (
    id INTEGER NOT NULL,
    "table" VARCHAR NOT NULL,
    row VARCHAR NOT NULL,
    "column" VARCHAR NOT NULL,
    label_zh VARCHAR NOT NULL,
    label_en VARCHAR NOT NULL,
    unit VARCHAR,
    CONSTRAINT pk_measures PRIMARY KEY (id),
    CONSTRAINT uq_measures_table_row_column UNIQUE ("table", row, "column")
);

CREATE TABLE runs (
    id SERIAL NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    stats JSON,
    CONSTRAINT pk_runs PRIMARY KEY (id)
);

CREATE TABLE agencies (
    id SERIAL NOT NULL,
    district_id INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR(24) NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    successor_id INTEGER,
    CONSTRAINT pk_agencies PRIMARY KEY (id),
    CONSTRAINT uq_agencies_district_id_key UNIQUE (district_id, key),
    CONSTRAINT fk_agencies_district_id_districts FOREIGN KEY(district_id) REFERENCES districts (id),
    CONSTRAINT ck_agencies_kind CHECK (kind IN ('government', 'department', 'subdistrict', 'town', 'zone', 'other')),
    CONSTRAINT fk_agencies_successor_id_agencies FOREIGN KEY(successor_id) REFERENCES agencies (id)
);

CREATE INDEX ix_agencies_name ON agencies (name);

CREATE INDEX ix_agencies_successor_id ON agencies (successor_id);

CREATE TABLE district_headlines (
    district_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    indicator VARCHAR NOT NULL,
    numerator DOUBLE PRECISION,
    denominator DOUBLE PRECISION,
    counted INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    failing INTEGER NOT NULL,
    CONSTRAINT pk_district_headlines PRIMARY KEY (district_id, year, indicator),
    CONSTRAINT fk_district_headlines_district_id_districts FOREIGN KEY(district_id) REFERENCES districts (id)
);

CREATE INDEX ix_district_headlines_indicator_year ON district_headlines (indicator, year);

CREATE TABLE form_measures (
    format VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    measure_id INTEGER NOT NULL,
    optional BOOLEAN NOT NULL,
    CONSTRAINT pk_form_measures PRIMARY KEY (format, position),
    CONSTRAINT fk_form_measures_measure_id_measures FOREIGN KEY(measure_id) REFERENCES measures (id)
);

CREATE TABLE urls (
    id SERIAL NOT NULL,
    site VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    district_id INTEGER NOT NULL,
    role VARCHAR(24) NOT NULL,
    parent VARCHAR,
    link_title VARCHAR,
    "column" VARCHAR,
    listed DATE,
    agency VARCHAR,
    agency_key VARCHAR,
    year INTEGER,
    first_seen TIMESTAMP WITH TIME ZONE NOT NULL,
    last_checked TIMESTAMP WITH TIME ZONE,
    outcome VARCHAR(24),
    status INTEGER,
    reason VARCHAR DEFAULT '' NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    sha256 VARCHAR,
    capture_id INTEGER,
    CONSTRAINT pk_urls PRIMARY KEY (id),
    CONSTRAINT uq_urls_site_url UNIQUE (site, url),
    CONSTRAINT fk_urls_district_id_districts FOREIGN KEY(district_id) REFERENCES districts (id),
    CONSTRAINT ck_urls_role CHECK (role IN ('home', 'listing', 'report', 'attachment')),
    CONSTRAINT ck_urls_outcome CHECK (outcome IN ('fetched', 'unchanged', 'not_found', 'soft_404', 'blocked', 'robots', 'unreachable', 'server_error', 'too_large', 'forbidden_address'))
);

CREATE INDEX ix_urls_url ON urls (url);

CREATE INDEX ix_urls_district_id ON urls (district_id);

CREATE TABLE walks (
    id SERIAL NOT NULL,
    run_id INTEGER,
    site VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    verdict VARCHAR(24) NOT NULL,
    reason VARCHAR NOT NULL,
    checked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    counts JSON NOT NULL,
    years JSON NOT NULL,
    CONSTRAINT pk_walks PRIMARY KEY (id),
    CONSTRAINT uq_walks_site_checked_at UNIQUE (site, checked_at),
    CONSTRAINT fk_walks_run_id_runs FOREIGN KEY(run_id) REFERENCES runs (id),
    CONSTRAINT ck_walks_verdict CHECK (verdict IN ('complete', 'incomplete', 'unknown_pagination', 'blocked', 'robots', 'unreachable', 'empty', 'not_tried'))
);

CREATE INDEX ix_walks_run_id ON walks (run_id);

CREATE TABLE annual_reports (
    id SERIAL NOT NULL,
    agency_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    status VARCHAR(24) NOT NULL,
    first_seen TIMESTAMP WITH TIME ZONE NOT NULL,
    last_changed TIMESTAMP WITH TIME ZONE NOT NULL,
    last_checked TIMESTAMP WITH TIME ZONE NOT NULL,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    withdrawn_reason VARCHAR,
    pinned INTEGER,
    pinned_among INTEGER,
    pinned_reason VARCHAR,
    CONSTRAINT pk_annual_reports PRIMARY KEY (id),
    CONSTRAINT uq_annual_reports_agency_id_year UNIQUE (agency_id, year),
    CONSTRAINT fk_annual_reports_agency_id_agencies FOREIGN KEY(agency_id) REFERENCES agencies (id),
    CONSTRAINT ck_annual_reports_status CHECK (status IN ('current', 'withdrawn', 'misread'))
);

CREATE INDEX ix_annual_reports_year ON annual_reports (year);

CREATE TABLE captures (
    id SERIAL NOT NULL,
    url_id INTEGER NOT NULL,
    run_id INTEGER,
    captured_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    content_type VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    file VARCHAR NOT NULL,
    "offset" BIGINT NOT NULL,
    length BIGINT NOT NULL,
    context JSON NOT NULL,
    unchanged BOOLEAN NOT NULL,
    CONSTRAINT pk_captures PRIMARY KEY (id),
    CONSTRAINT uq_captures_file_offset UNIQUE (file, "offset"),
    CONSTRAINT fk_captures_url_id_urls FOREIGN KEY(url_id) REFERENCES urls (id),
    CONSTRAINT fk_captures_run_id_runs FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX ix_captures_url_id_captured_at ON captures (url_id, captured_at);

CREATE INDEX ix_captures_sha256 ON captures (sha256);

CREATE INDEX ix_captures_run_id ON captures (run_id);

CREATE TABLE fetches (
    id SERIAL NOT NULL,
    url_id INTEGER NOT NULL,
    run_id INTEGER,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    outcome VARCHAR(24) NOT NULL,
    status INTEGER,
    reason VARCHAR DEFAULT '' NOT NULL,
    CONSTRAINT pk_fetches PRIMARY KEY (id),
    CONSTRAINT uq_fetches_url_id_at UNIQUE (url_id, at),
    CONSTRAINT fk_fetches_url_id_urls FOREIGN KEY(url_id) REFERENCES urls (id),
    CONSTRAINT fk_fetches_run_id_runs FOREIGN KEY(run_id) REFERENCES runs (id),
    CONSTRAINT ck_fetches_outcome CHECK (outcome IN ('fetched', 'unchanged', 'not_found', 'soft_404', 'blocked', 'robots', 'unreachable', 'server_error', 'too_large', 'forbidden_address'))
);

CREATE INDEX ix_fetches_run_id ON fetches (run_id);

CREATE TABLE successions (
    predecessor_id INTEGER NOT NULL,
    successor_id INTEGER NOT NULL,
    CONSTRAINT pk_successions PRIMARY KEY (predecessor_id, successor_id),
    CONSTRAINT fk_successions_predecessor_id_agencies FOREIGN KEY(predecessor_id) REFERENCES agencies (id),
    CONSTRAINT fk_successions_successor_id_agencies FOREIGN KEY(successor_id) REFERENCES agencies (id)
);

CREATE INDEX ix_successions_successor_id ON successions (successor_id);

CREATE TABLE cross_findings (
    report_id INTEGER NOT NULL,
    identity VARCHAR NOT NULL,
    bind VARCHAR NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    until TIMESTAMP WITH TIME ZONE,
    position INTEGER NOT NULL,
    outcome VARCHAR(24) NOT NULL,
    "left" NUMERIC,
    "right" NUMERIC,
    code VARCHAR DEFAULT '' NOT NULL,
    CONSTRAINT pk_cross_findings PRIMARY KEY (report_id, identity, bind, since),
    CONSTRAINT fk_cross_findings_report_id_annual_reports FOREIGN KEY(report_id) REFERENCES annual_reports (id),
    CONSTRAINT ck_cross_findings_outcome CHECK (outcome IN ('pass', 'fail', 'not_stated', 'not_evaluated', 'not_applicable'))
);

CREATE TABLE judgements (
    report_id INTEGER NOT NULL,
    identity VARCHAR NOT NULL,
    bind VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_judgements PRIMARY KEY (report_id, identity, bind),
    CONSTRAINT fk_judgements_report_id_annual_reports FOREIGN KEY(report_id) REFERENCES annual_reports (id)
);

CREATE TABLE readings (
    id SERIAL NOT NULL,
    capture_id INTEGER NOT NULL,
    extractor VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    outcome VARCHAR(24) NOT NULL,
    kind VARCHAR,
    reason VARCHAR DEFAULT '' NOT NULL,
    CONSTRAINT pk_readings PRIMARY KEY (id),
    CONSTRAINT uq_readings_capture_id_extractor UNIQUE (capture_id, extractor),
    CONSTRAINT fk_readings_capture_id_captures FOREIGN KEY(capture_id) REFERENCES captures (id),
    CONSTRAINT ck_readings_outcome CHECK (outcome IN ('stored', 'unplaced', 'refused'))
);

CREATE INDEX ix_readings_sha256 ON readings (sha256);

CREATE TABLE sources (
    report_id INTEGER NOT NULL,
    url_id INTEGER NOT NULL,
    state VARCHAR(24) NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    reason VARCHAR DEFAULT '' NOT NULL,
    last_seen TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_sources PRIMARY KEY (report_id, url_id),
    CONSTRAINT fk_sources_report_id_annual_reports FOREIGN KEY(report_id) REFERENCES annual_reports (id),
    CONSTRAINT fk_sources_url_id_urls FOREIGN KEY(url_id) REFERENCES urls (id),
    CONSTRAINT ck_sources_state CHECK (state IN ('live', 'gone', 'replaced', 'misread'))
);

CREATE INDEX ix_sources_url_id ON sources (url_id);

CREATE TABLE versions (
    id SERIAL NOT NULL,
    report_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    current BOOLEAN NOT NULL,
    url_id INTEGER NOT NULL,
    capture_id INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    extractor VARCHAR NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    digest VARCHAR NOT NULL,
    format VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    title VARCHAR,
    published DATE,
    scope VARCHAR(24) NOT NULL,
    index_number VARCHAR,
    site_code VARCHAR,
    district_code VARCHAR,
    warnings JSON NOT NULL,
    facts JSON NOT NULL,
    failing INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    CONSTRAINT pk_versions PRIMARY KEY (id),
    CONSTRAINT uq_versions_report_id_number UNIQUE (report_id, number),
    CONSTRAINT fk_versions_report_id_annual_reports FOREIGN KEY(report_id) REFERENCES annual_reports (id),
    CONSTRAINT fk_versions_url_id_urls FOREIGN KEY(url_id) REFERENCES urls (id),
    CONSTRAINT fk_versions_capture_id_captures FOREIGN KEY(capture_id) REFERENCES captures (id),
    CONSTRAINT ck_versions_scope CHECK (scope IN ('agency', 'summary'))
);

CREATE INDEX ix_versions_url_id ON versions (url_id);

CREATE INDEX ix_versions_capture_id ON versions (capture_id);

CREATE UNIQUE INDEX uq_versions_current ON versions (report_id) WHERE current;

CREATE TABLE extras (
    version_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    "table" VARCHAR NOT NULL,
    labels JSON NOT NULL,
    cells JSON NOT NULL,
    at_table INTEGER NOT NULL,
    at_row INTEGER NOT NULL,
    at_column INTEGER NOT NULL,
    CONSTRAINT pk_extras PRIMARY KEY (version_id, position),
    CONSTRAINT fk_extras_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id)
);

CREATE TABLE marks (
    version_id INTEGER NOT NULL,
    measure_id INTEGER NOT NULL,
    state VARCHAR(24) NOT NULL,
    raw VARCHAR,
    value NUMERIC,
    unit VARCHAR,
    match DOUBLE PRECISION,
    CONSTRAINT pk_marks PRIMARY KEY (version_id, measure_id),
    CONSTRAINT fk_marks_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT fk_marks_measure_id_measures FOREIGN KEY(measure_id) REFERENCES measures (id),
    CONSTRAINT ck_marks_state CHECK (state IN ('reported', 'dash', 'slash', 'none_word', 'blank', 'missing', 'unreadable'))
);

CREATE TABLE numbers_s08 (
    version_id INTEGER NOT NULL,
    rest_state VARCHAR(24),
    rest_raw TEXT,
    proactive_total__count INTEGER,
    proactive_total__cumulative INTEGER,
    proactive_fulltext__count INTEGER,
    proactive_fulltext__cumulative INTEGER,
    normative_new__count INTEGER,
    normative_new__cumulative INTEGER,
    page_views__count INTEGER,
    page_views__cumulative INTEGER,
    visits_in_person__count INTEGER,
    visits_in_person__cumulative INTEGER,
    consult_online__count INTEGER,
    consult_online__cumulative INTEGER,
    consult_phone__count INTEGER,
    consult_phone__cumulative INTEGER,
    received__count INTEGER,
    received__cumulative INTEGER,
    received_in_person__count INTEGER,
    received_in_person__cumulative INTEGER,
    received_fax__count INTEGER,
    received_fax__cumulative INTEGER,
    received_email__count INTEGER,
    received_email__cumulative INTEGER,
    received_online__count INTEGER,
    received_online__cumulative INTEGER,
    received_letter__count INTEGER,
    received_letter__cumulative INTEGER,
    received_other__count INTEGER,
    received_other__cumulative INTEGER,
    answered__count INTEGER,
    answered__cumulative INTEGER,
    ans_granted__count INTEGER,
    ans_granted__cumulative INTEGER,
    ans_partial__count INTEGER,
    ans_partial__cumulative INTEGER,
    ans_refused__count INTEGER,
    ans_refused__cumulative INTEGER,
    ref_not_gov_info__count INTEGER,
    ref_not_gov_info__cumulative INTEGER,
    ref_not_exist__count INTEGER,
    ref_not_exist__cumulative INTEGER,
    ref_not_held__count INTEGER,
    ref_not_held__cumulative INTEGER,
    ref_unclear__count INTEGER,
    ref_unclear__cumulative INTEGER,
    ref_exempt_1__count INTEGER,
    ref_exempt_1__cumulative INTEGER,
    ref_exempt_2__count INTEGER,
    ref_exempt_2__cumulative INTEGER,
    ref_exempt_3__count INTEGER,
    ref_exempt_3__cumulative INTEGER,
    ref_exempt_4__count INTEGER,
    ref_exempt_4__cumulative INTEGER,
    ref_exempt_5__count INTEGER,
    ref_exempt_5__cumulative INTEGER,
    ref_exempt_6__count INTEGER,
    ref_exempt_6__cumulative INTEGER,
    ref_other__count INTEGER,
    ref_other__cumulative INTEGER,
    review__count INTEGER,
    review__cumulative INTEGER,
    litigation__count INTEGER,
    litigation__cumulative INTEGER,
    appeals__count INTEGER,
    appeals__cumulative INTEGER,
    CONSTRAINT pk_numbers_s08 PRIMARY KEY (version_id),
    CONSTRAINT fk_numbers_s08_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT ck_numbers_s08_rest_state CHECK (rest_state IN ('reported', 'dash', 'slash', 'none_word', 'blank', 'missing', 'unreadable'))
);

CREATE TABLE numbers_s14 (
    version_id INTEGER NOT NULL,
    rest_state VARCHAR(24),
    rest_raw TEXT,
    proactive_total__count INTEGER,
    normative_disclosed__count INTEGER,
    normative_issued__count INTEGER,
    ch_gazette__count INTEGER,
    ch_website__count INTEGER,
    ch_weibo__count INTEGER,
    ch_wechat__count INTEGER,
    ch_other__count INTEGER,
    hot_topics__count INTEGER,
    press_conf__count INTEGER,
    press_conf_leader__count INTEGER,
    web_interviews__count INTEGER,
    web_interviews_leader__count INTEGER,
    interpretations__count INTEGER,
    weibo_wechat_responses__count INTEGER,
    other_responses__count INTEGER,
    received__count INTEGER,
    received_in_person__count INTEGER,
    received_fax__count INTEGER,
    received_online__count INTEGER,
    received_letter__count INTEGER,
    closed__count INTEGER,
    closed_on_time__count INTEGER,
    closed_extended__count INTEGER,
    answered__count INTEGER,
    ans_already_public__count INTEGER,
    ans_granted__count INTEGER,
    ans_partial__count INTEGER,
    ans_denied__count INTEGER,
    den_state_secret__count INTEGER,
    den_trade_secret__count INTEGER,
    den_privacy__count INTEGER,
    den_security_stability__count INTEGER,
    den_not_gov_info__count INTEGER,
    den_other_law__count INTEGER,
    ans_not_this_agency__count INTEGER,
    ans_not_exist__count INTEGER,
    ans_amend_requested__count INTEGER,
    ans_other_channel__count INTEGER,
    review__count INTEGER,
    review_upheld__count INTEGER,
    review_corrected__count INTEGER,
    review_other__count INTEGER,
    litigation__count INTEGER,
    litigation_upheld__count INTEGER,
    litigation_corrected__count INTEGER,
    litigation_other__count INTEGER,
    complaints__count INTEGER,
    request_fees__count NUMERIC,
    dedicated_bodies__count INTEGER,
    reading_points__count INTEGER,
    staff__count INTEGER,
    staff_full_time__count INTEGER,
    staff_part_time__count INTEGER,
    budget__count NUMERIC,
    meetings__count INTEGER,
    trainings__count INTEGER,
    trainees__count INTEGER,
    CONSTRAINT pk_numbers_s14 PRIMARY KEY (version_id),
    CONSTRAINT fk_numbers_s14_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT ck_numbers_s14_rest_state CHECK (rest_state IN ('reported', 'dash', 'slash', 'none_word', 'blank', 'missing', 'unreadable'))
);

CREATE TABLE numbers_t2a (
    version_id INTEGER NOT NULL,
    rest_state VARCHAR(24),
    rest_raw TEXT,
    regulations__made INTEGER,
    regulations__repealed INTEGER,
    regulations__in_force INTEGER,
    normative_docs__made INTEGER,
    normative_docs__repealed INTEGER,
    normative_docs__in_force INTEGER,
    licensing__decisions INTEGER,
    penalties__decisions INTEGER,
    coercion__decisions INTEGER,
    admin_fees__fee_amount NUMERIC,
    CONSTRAINT pk_numbers_t2a PRIMARY KEY (version_id),
    CONSTRAINT fk_numbers_t2a_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT ck_numbers_t2a_rest_state CHECK (rest_state IN ('reported', 'dash', 'slash', 'none_word', 'blank', 'missing', 'unreadable'))
);

CREATE TABLE numbers_t2b (
    version_id INTEGER NOT NULL,
    rest_state VARCHAR(24),
    rest_raw TEXT,
    regulations__newly_made INTEGER,
    regulations__newly_public INTEGER,
    regulations__public_total INTEGER,
    normative_docs__newly_made INTEGER,
    normative_docs__newly_public INTEGER,
    normative_docs__public_total INTEGER,
    other_public_docs__newly_made INTEGER,
    other_public_docs__newly_public INTEGER,
    other_public_docs__public_total INTEGER,
    licensing__items_prev_year INTEGER,
    licensing__items_change INTEGER,
    licensing__decisions INTEGER,
    other_services__items_prev_year INTEGER,
    other_services__items_change INTEGER,
    other_services__decisions INTEGER,
    penalties__items_prev_year INTEGER,
    penalties__items_change INTEGER,
    penalties__decisions INTEGER,
    coercion__items_prev_year INTEGER,
    coercion__items_change INTEGER,
    coercion__decisions INTEGER,
    admin_fees__items_prev_year INTEGER,
    admin_fees__items_change INTEGER,
    central_procurement__procurement_items INTEGER,
    central_procurement__procurement_amount NUMERIC,
    CONSTRAINT pk_numbers_t2b PRIMARY KEY (version_id),
    CONSTRAINT fk_numbers_t2b_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT ck_numbers_t2b_rest_state CHECK (rest_state IN ('reported', 'dash', 'slash', 'none_word', 'blank', 'missing', 'unreadable'))
);

CREATE TABLE numbers_t3 (
    version_id INTEGER NOT NULL,
    rest_state VARCHAR(24),
    rest_raw TEXT,
    new_received__natural_person INTEGER,
    new_received__lp_business INTEGER,
    new_received__lp_research INTEGER,
    new_received__lp_public_interest INTEGER,
    new_received__lp_legal_service INTEGER,
    new_received__lp_other INTEGER,
    new_received__total INTEGER,
    carried_in__natural_person INTEGER,
    carried_in__lp_business INTEGER,
    carried_in__lp_research INTEGER,
    carried_in__lp_public_interest INTEGER,
    carried_in__lp_legal_service INTEGER,
    carried_in__lp_other INTEGER,
    carried_in__total INTEGER,
    granted__natural_person INTEGER,
    granted__lp_business INTEGER,
    granted__lp_research INTEGER,
    granted__lp_public_interest INTEGER,
    granted__lp_legal_service INTEGER,
    granted__lp_other INTEGER,
    granted__total INTEGER,
    partial__natural_person INTEGER,
    partial__lp_business INTEGER,
    partial__lp_research INTEGER,
    partial__lp_public_interest INTEGER,
    partial__lp_legal_service INTEGER,
    partial__lp_other INTEGER,
    partial__total INTEGER,
    denied_state_secret__natural_person INTEGER,
    denied_state_secret__lp_business INTEGER,
    denied_state_secret__lp_research INTEGER,
    denied_state_secret__lp_public_interest INTEGER,
    denied_state_secret__lp_legal_service INTEGER,
    denied_state_secret__lp_other INTEGER,
    denied_state_secret__total INTEGER,
    denied_law_forbids__natural_person INTEGER,
    denied_law_forbids__lp_business INTEGER,
    denied_law_forbids__lp_research INTEGER,
    denied_law_forbids__lp_public_interest INTEGER,
    denied_law_forbids__lp_legal_service INTEGER,
    denied_law_forbids__lp_other INTEGER,
    denied_law_forbids__total INTEGER,
    denied_three_security_one_stability__natural_person INTEGER,
    denied_three_security_one_stability__lp_business INTEGER,
    denied_three_security_one_stability__lp_research INTEGER,
    denied_three_security_one_stability__lp_public_interest INTEGER,
    denied_three_security_one_stability__lp_legal_service INTEGER,
    denied_three_security_one_stability__lp_other INTEGER,
    denied_three_security_one_stability__total INTEGER,
    denied_third_party__natural_person INTEGER,
    denied_third_party__lp_business INTEGER,
    denied_third_party__lp_research INTEGER,
    denied_third_party__lp_public_interest INTEGER,
    denied_third_party__lp_legal_service INTEGER,
    denied_third_party__lp_other INTEGER,
    denied_third_party__total INTEGER,
    denied_internal_affairs__natural_person INTEGER,
    denied_internal_affairs__lp_business INTEGER,
    denied_internal_affairs__lp_research INTEGER,
    denied_internal_affairs__lp_public_interest INTEGER,
    denied_internal_affairs__lp_legal_service INTEGER,
    denied_internal_affairs__lp_other INTEGER,
    denied_internal_affairs__total INTEGER,
    denied_process_info__natural_person INTEGER,
    denied_process_info__lp_business INTEGER,
    denied_process_info__lp_research INTEGER,
    denied_process_info__lp_public_interest INTEGER,
    denied_process_info__lp_legal_service INTEGER,
    denied_process_info__lp_other INTEGER,
    denied_process_info__total INTEGER,
    denied_enforcement_file__natural_person INTEGER,
    denied_enforcement_file__lp_business INTEGER,
    denied_enforcement_file__lp_research INTEGER,
    denied_enforcement_file__lp_public_interest INTEGER,
    denied_enforcement_file__lp_legal_service INTEGER,
    denied_enforcement_file__lp_other INTEGER,
    denied_enforcement_file__total INTEGER,
    denied_admin_query__natural_person INTEGER,
    denied_admin_query__lp_business INTEGER,
    denied_admin_query__lp_research INTEGER,
    denied_admin_query__lp_public_interest INTEGER,
    denied_admin_query__lp_legal_service INTEGER,
    denied_admin_query__lp_other INTEGER,
    denied_admin_query__total INTEGER,
    unable_not_held__natural_person INTEGER,
    unable_not_held__lp_business INTEGER,
    unable_not_held__lp_research INTEGER,
    unable_not_held__lp_public_interest INTEGER,
    unable_not_held__lp_legal_service INTEGER,
    unable_not_held__lp_other INTEGER,
    unable_not_held__total INTEGER,
    unable_needs_creation__natural_person INTEGER,
    unable_needs_creation__lp_business INTEGER,
    unable_needs_creation__lp_research INTEGER,
    unable_needs_creation__lp_public_interest INTEGER,
    unable_needs_creation__lp_legal_service INTEGER,
    unable_needs_creation__lp_other INTEGER,
    unable_needs_creation__total INTEGER,
    unable_still_unclear__natural_person INTEGER,
    unable_still_unclear__lp_business INTEGER,
    unable_still_unclear__lp_research INTEGER,
    unable_still_unclear__lp_public_interest INTEGER,
    unable_still_unclear__lp_legal_service INTEGER,
    unable_still_unclear__lp_other INTEGER,
    unable_still_unclear__total INTEGER,
    np_petition__natural_person INTEGER,
    np_petition__lp_business INTEGER,
    np_petition__lp_research INTEGER,
    np_petition__lp_public_interest INTEGER,
    np_petition__lp_legal_service INTEGER,
    np_petition__lp_other INTEGER,
    np_petition__total INTEGER,
    np_repeat__natural_person INTEGER,
    np_repeat__lp_business INTEGER,
    np_repeat__lp_research INTEGER,
    np_repeat__lp_public_interest INTEGER,
    np_repeat__lp_legal_service INTEGER,
    np_repeat__lp_other INTEGER,
    np_repeat__total INTEGER,
    np_publication__natural_person INTEGER,
    np_publication__lp_business INTEGER,
    np_publication__lp_research INTEGER,
    np_publication__lp_public_interest INTEGER,
    np_publication__lp_legal_service INTEGER,
    np_publication__lp_other INTEGER,
    np_publication__total INTEGER,
    np_excessive__natural_person INTEGER,
    np_excessive__lp_business INTEGER,
    np_excessive__lp_research INTEGER,
    np_excessive__lp_public_interest INTEGER,
    np_excessive__lp_legal_service INTEGER,
    np_excessive__lp_other INTEGER,
    np_excessive__total INTEGER,
    np_confirm_or_reissue__natural_person INTEGER,
    np_confirm_or_reissue__lp_business INTEGER,
    np_confirm_or_reissue__lp_research INTEGER,
    np_confirm_or_reissue__lp_public_interest INTEGER,
    np_confirm_or_reissue__lp_legal_service INTEGER,
    np_confirm_or_reissue__lp_other INTEGER,
    np_confirm_or_reissue__total INTEGER,
    other_no_correction__natural_person INTEGER,
    other_no_correction__lp_business INTEGER,
    other_no_correction__lp_research INTEGER,
    other_no_correction__lp_public_interest INTEGER,
    other_no_correction__lp_legal_service INTEGER,
    other_no_correction__lp_other INTEGER,
    other_no_correction__total INTEGER,
    other_fee_unpaid__natural_person INTEGER,
    other_fee_unpaid__lp_business INTEGER,
    other_fee_unpaid__lp_research INTEGER,
    other_fee_unpaid__lp_public_interest INTEGER,
    other_fee_unpaid__lp_legal_service INTEGER,
    other_fee_unpaid__lp_other INTEGER,
    other_fee_unpaid__total INTEGER,
    other_misc__natural_person INTEGER,
    other_misc__lp_business INTEGER,
    other_misc__lp_research INTEGER,
    other_misc__lp_public_interest INTEGER,
    other_misc__lp_legal_service INTEGER,
    other_misc__lp_other INTEGER,
    other_misc__total INTEGER,
    other_undivided__natural_person INTEGER,
    other_undivided__lp_business INTEGER,
    other_undivided__lp_research INTEGER,
    other_undivided__lp_public_interest INTEGER,
    other_undivided__lp_legal_service INTEGER,
    other_undivided__lp_other INTEGER,
    other_undivided__total INTEGER,
    results_total__natural_person INTEGER,
    results_total__lp_business INTEGER,
    results_total__lp_research INTEGER,
    results_total__lp_public_interest INTEGER,
    results_total__lp_legal_service INTEGER,
    results_total__lp_other INTEGER,
    results_total__total INTEGER,
    carried_out__natural_person INTEGER,
    carried_out__lp_business INTEGER,
    carried_out__lp_research INTEGER,
    carried_out__lp_public_interest INTEGER,
    carried_out__lp_legal_service INTEGER,
    carried_out__lp_other INTEGER,
    carried_out__total INTEGER,
    CONSTRAINT pk_numbers_t3 PRIMARY KEY (version_id),
    CONSTRAINT fk_numbers_t3_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT ck_numbers_t3_rest_state CHECK (rest_state IN ('reported', 'dash', 'slash', 'none_word', 'blank', 'missing', 'unreadable'))
);

CREATE TABLE numbers_t4 (
    version_id INTEGER NOT NULL,
    rest_state VARCHAR(24),
    rest_raw TEXT,
    value__review_upheld INTEGER,
    value__review_corrected INTEGER,
    value__review_other INTEGER,
    value__review_pending INTEGER,
    value__review_total INTEGER,
    value__direct_upheld INTEGER,
    value__direct_corrected INTEGER,
    value__direct_other INTEGER,
    value__direct_pending INTEGER,
    value__direct_total INTEGER,
    value__after_review_upheld INTEGER,
    value__after_review_corrected INTEGER,
    value__after_review_other INTEGER,
    value__after_review_pending INTEGER,
    value__after_review_total INTEGER,
    CONSTRAINT pk_numbers_t4 PRIMARY KEY (version_id),
    CONSTRAINT fk_numbers_t4_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT ck_numbers_t4_rest_state CHECK (rest_state IN ('reported', 'dash', 'slash', 'none_word', 'blank', 'missing', 'unreadable'))
);

CREATE TABLE showings (
    report_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    version_id INTEGER,
    status VARCHAR(24) NOT NULL,
    reason VARCHAR DEFAULT '' NOT NULL,
    CONSTRAINT pk_showings PRIMARY KEY (report_id, number),
    CONSTRAINT fk_showings_report_id_annual_reports FOREIGN KEY(report_id) REFERENCES annual_reports (id),
    CONSTRAINT fk_showings_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT ck_showings_status CHECK (status IN ('current', 'withdrawn', 'misread'))
);

CREATE TABLE version_findings (
    version_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    identity VARCHAR NOT NULL,
    bind VARCHAR NOT NULL,
    outcome VARCHAR(24) NOT NULL,
    "left" NUMERIC,
    "right" NUMERIC,
    assumed_zero BOOLEAN NOT NULL,
    convention VARCHAR NOT NULL,
    CONSTRAINT pk_version_findings PRIMARY KEY (version_id, position),
    CONSTRAINT fk_version_findings_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT ck_version_findings_outcome CHECK (outcome IN ('pass', 'fail', 'not_stated', 'not_evaluated', 'not_applicable'))
);

CREATE TABLE version_sections (
    version_id INTEGER NOT NULL,
    level VARCHAR(24) NOT NULL,
    position INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    CONSTRAINT pk_version_sections PRIMARY KEY (version_id, level, position),
    CONSTRAINT fk_version_sections_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id),
    CONSTRAINT ck_version_sections_level CHECK (level IN ('section', 'topic'))
);

CREATE TABLE version_statements (
    version_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    value NUMERIC NOT NULL,
    sentence VARCHAR NOT NULL,
    CONSTRAINT pk_version_statements PRIMARY KEY (version_id, position),
    CONSTRAINT fk_version_statements_version_id_versions FOREIGN KEY(version_id) REFERENCES versions (id)
);

CREATE TABLE version_words (
    version_id BIGINT NOT NULL,
    part INTEGER NOT NULL,
    current BOOLEAN NOT NULL,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (version_id, part)
);

CREATE INDEX ix_version_words_current ON version_words USING gin (words) WHERE current;

CREATE INDEX ix_version_words_former ON version_words USING gin (words) WHERE NOT current;
