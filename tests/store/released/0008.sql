BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0008');
CREATE TABLE alerted (
	channel TEXT NOT NULL, 
	posting TEXT NOT NULL, 
	search TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_alerted PRIMARY KEY (channel, posting)
);
INSERT INTO "alerted" VALUES('phone','gh-1','s1','2026-11-22T07:00:00.000+00:00');
CREATE TABLE boards (
	source TEXT NOT NULL, 
	board TEXT NOT NULL, 
	company TEXT, 
	added_at TEXT, 
	next_visit FLOAT DEFAULT '0' NOT NULL, 
	every FLOAT, 
	CONSTRAINT pk_boards PRIMARY KEY (source, board)
);
INSERT INTO "boards" VALUES('greenhouse','quillfeather','Quillfeather','2026-11-21T13:21:00.600+00:00',1795267260.5,21600.0);
INSERT INTO "boards" VALUES('greenhouse','umbrella',NULL,NULL,0.0,NULL);
CREATE TABLE champions (
	model TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_champions PRIMARY KEY (model)
);
INSERT INTO "champions" VALUES('role','4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945');
CREATE TABLE choices (
	posting TEXT NOT NULL, 
	choice TEXT NOT NULL, 
	at TEXT NOT NULL, 
	learned BOOLEAN NOT NULL, 
	CONSTRAINT pk_choices PRIMARY KEY (posting, choice), 
	CONSTRAINT fk_choices_posting FOREIGN KEY(posting) REFERENCES postings (id)
);
INSERT INTO "choices" VALUES('gh-1','saved','2026-11-21T22:40:00.000+00:00',1);
CREATE TABLE claims (
	number INTEGER NOT NULL, 
	repository TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	step TEXT NOT NULL, 
	document TEXT NOT NULL, 
	CONSTRAINT pk_claims PRIMARY KEY (number)
);
INSERT INTO "claims" VALUES(1,'/home/ada/fish','skill','pytorch','called','{"subject": "pytorch", "kind": "skill", "step": "called"}');
CREATE TABLE connections (
	company_key TEXT NOT NULL, 
	company TEXT NOT NULL, 
	people INTEGER NOT NULL, 
	CONSTRAINT pk_connections PRIMARY KEY (company_key)
);
INSERT INTO "connections" VALUES('quillfeather','Quillfeather Ltd',3);
CREATE TABLE corrections (
	number INTEGER NOT NULL, 
	posting TEXT NOT NULL, 
	field TEXT NOT NULL, 
	answered TEXT NOT NULL, 
	truth TEXT NOT NULL, 
	at TEXT NOT NULL, 
	taken_back BOOLEAN NOT NULL, 
	CONSTRAINT pk_corrections PRIMARY KEY (number), 
	CONSTRAINT fk_corrections_posting FOREIGN KEY(posting) REFERENCES postings (id)
);
INSERT INTO "corrections" VALUES(1,'gh-1','role','ml_engineer','data_scientist','2026-11-21T14:00:00.000+00:00',0);
INSERT INTO "corrections" VALUES(2,'gh-1','skills','','apache kafka','2026-11-21T14:00:01.000+00:00',0);
CREATE TABLE duplicate_keys (
	posting TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	CONSTRAINT pk_duplicate_keys PRIMARY KEY (posting, "key"), 
	CONSTRAINT fk_duplicate_keys_posting FOREIGN KEY(posting) REFERENCES postings (id)
);
INSERT INTO "duplicate_keys" VALUES('gh-1','t:quillfeather|ml engineer');
CREATE TABLE duplicate_links (
	posting TEXT NOT NULL, 
	canonical TEXT, 
	why TEXT NOT NULL, 
	probability FLOAT NOT NULL, 
	"by" TEXT NOT NULL, 
	CONSTRAINT pk_duplicate_links PRIMARY KEY (posting), 
	CONSTRAINT fk_duplicate_links_canonical FOREIGN KEY(canonical) REFERENCES postings (id), 
	CONSTRAINT fk_duplicate_links_posting FOREIGN KEY(posting) REFERENCES postings (id)
);
INSERT INTO "duplicate_links" VALUES('gh-3','gh-4','alike',0.91,'model');
INSERT INTO "duplicate_links" VALUES('gh-2',NULL,'taken out of its group',1.0,'person');
CREATE TABLE events (
	number INTEGER NOT NULL, 
	posting TEXT NOT NULL, 
	run TEXT NOT NULL, 
	at TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	why TEXT DEFAULT '' NOT NULL, 
	changes JSON NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (number), 
	CONSTRAINT fk_events_posting FOREIGN KEY(posting) REFERENCES postings (id), 
	CONSTRAINT fk_events_run FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "events" VALUES(1,'gh-1','0e3062cf641bc9c3','2026-11-21T13:21:00.634+00:00','appeared','','{}');
INSERT INTO "events" VALUES(2,'gh-2','0e3062cf641bc9c3','2026-11-21T13:21:00.634+00:00','appeared','','{}');
INSERT INTO "events" VALUES(3,'gh-3','0e3062cf641bc9c3','2026-11-21T13:21:00.634+00:00','appeared','','{}');
INSERT INTO "events" VALUES(4,'gh-4','0e3062cf641bc9c3','2026-11-21T13:21:00.634+00:00','appeared','','{}');
INSERT INTO "events" VALUES(5,'gh-5','0e3062cf641bc9c3','2026-11-21T13:21:00.634+00:00','appeared','','{}');
INSERT INTO "events" VALUES(6,'gh-1','a925e78104c044be','2026-11-21T13:21:00.760+00:00','changed','','{"title":["ML Engineer 1","Changed"],"base_salary":[{"currency":"USD","min_value":90000.0,"max_value":120000.0,"unit_text":"year"},null]}');
INSERT INTO "events" VALUES(7,'gh-5','a925e78104c044be','2026-11-21T13:21:00.760+00:00','closed','absent from a complete list','{}');
CREATE TABLE evidence (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	title TEXT NOT NULL, 
	url TEXT, 
	at TEXT, 
	document TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (id)
);
INSERT INTO "evidence" VALUES('kaggle:1','kernel','Counting fish','https://kaggle.example/1','2026-05-01','{}','kaggle');
CREATE TABLE gatherings (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	title TEXT NOT NULL, 
	place TEXT, 
	country TEXT, 
	starts TEXT, 
	ends TEXT, 
	deadline TEXT, 
	url TEXT, 
	document TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	seen_at TEXT NOT NULL, 
	CONSTRAINT pk_gatherings PRIMARY KEY (id)
);
INSERT INTO "gatherings" VALUES('quillconf-2027','conference','QuillConf 2027','Oslo','NO','2027-05-03','2027-05-07','2026-12-02T11:59:00+00:00','https://quillconf.example','{}','ai-deadlines','2026-11-21T13:21:00.760+00:00');
CREATE TABLE hosts (
	host TEXT NOT NULL, 
	not_before FLOAT DEFAULT '0' NOT NULL, 
	failures INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_hosts PRIMARY KEY (host)
);
INSERT INTO "hosts" VALUES('jobs.example',1795266000.5,2);
CREATE TABLE journal (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	application TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	document TEXT NOT NULL, 
	at TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (number), 
	CONSTRAINT uq_journal_id UNIQUE (id)
);
INSERT INTO "journal" VALUES(1,'j1','a1','tracked','{"posting": "gh-1", "title": "ML Engineer", "company": "Acme"}','2026-11-22T07:00:00.000+00:00','person');
INSERT INTO "journal" VALUES(2,'j2','a1','status','{"status": "applied", "day": "2026-11-22"}','2026-11-22T07:01:00.000+00:00','person');
CREATE TABLE mailboxes (
	mailbox TEXT NOT NULL, 
	validity TEXT NOT NULL, 
	uid INTEGER NOT NULL, 
	CONSTRAINT pk_mailboxes PRIMARY KEY (mailbox)
);
INSERT INTO "mailboxes" VALUES('imaps://ada@mail.example/Jobs','1700000000',41);
CREATE TABLE model_moves (
	number INTEGER NOT NULL, 
	model TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"to" TEXT NOT NULL, 
	moved BOOLEAN NOT NULL, 
	why TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_model_moves PRIMARY KEY (number)
);
INSERT INTO "model_moves" VALUES(1,'role','','4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945',1,'better on new employers','2026-11-21T14:00:02.000+00:00');
CREATE TABLE model_versions (
	number INTEGER NOT NULL, 
	model TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	rung TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	data TEXT NOT NULL, 
	scores TEXT NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_model_versions PRIMARY KEY (number), 
	CONSTRAINT uq_model_versions_model UNIQUE (model, digest)
);
INSERT INTO "model_versions" VALUES(1,'role','4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945','logistic','2026-11-21T14:00:00+00:00','ab12','{"accuracy":0.9}','the first');
CREATE TABLE postings (
	id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	board TEXT NOT NULL, 
	source_id TEXT NOT NULL, 
	url TEXT, 
	title TEXT NOT NULL, 
	clean_title TEXT NOT NULL, 
	hiring_organization TEXT, 
	job_location JSON NOT NULL, 
	places JSON NOT NULL, 
	place_text TEXT NOT NULL, 
	job_location_type TEXT, 
	employment_type TEXT, 
	date_posted TEXT, 
	valid_through TEXT, 
	base_salary_currency TEXT, 
	base_salary_min_value FLOAT, 
	base_salary_max_value FLOAT, 
	base_salary_unit_text TEXT, 
	description TEXT, 
	language TEXT, 
	open BOOLEAN NOT NULL, 
	closed_at TEXT, 
	closed_why TEXT, 
	first_seen TEXT NOT NULL, 
	last_seen TEXT NOT NULL, 
	first_run TEXT NOT NULL, 
	last_run TEXT NOT NULL, 
	fingerprint TEXT, 
	row_hash TEXT NOT NULL, revision INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_postings PRIMARY KEY (id), 
	CONSTRAINT fk_postings_first_run FOREIGN KEY(first_run) REFERENCES runs (id), 
	CONSTRAINT fk_postings_last_run FOREIGN KEY(last_run) REFERENCES runs (id)
);
INSERT INTO "postings" VALUES('gh-1','greenhouse','quillfeather','1','https://jobs.example/1','Changed','ML Engineer','Quillfeather Analytics','["Bonn, Germany"]','[{"city":"Bonn","region":null,"country":"DE"}]','|bonn|germany|de|',NULL,NULL,'2026-03-01',NULL,NULL,NULL,NULL,NULL,'Train models.
- Deploy them','en',1,NULL,NULL,'2026-11-21T13:21:00.634+00:00','2026-11-21T13:21:00.760+00:00','0e3062cf641bc9c3','a925e78104c044be','same','c207524a4d11111bbee4336b050d86d9932f90cad1edbbb6d942ea5f2451ffa9',0);
INSERT INTO "postings" VALUES('gh-2','greenhouse','quillfeather','2','https://jobs.example/2','ML Engineer 2','ML Engineer','Quillfeather Analytics','["Bonn, Germany"]','[{"city":"Bonn","region":null,"country":"DE"}]','|bonn|germany|de|',NULL,NULL,'2026-03-01',NULL,NULL,NULL,NULL,NULL,'Train models.
- Deploy them','en',1,NULL,NULL,'2026-11-21T13:21:00.634+00:00','2026-11-21T13:21:00.760+00:00','0e3062cf641bc9c3','a925e78104c044be','same','3b3281d2907c00a29f316578ffa266de4fa41892b925f737bbf68b7dc727b88e',0);
INSERT INTO "postings" VALUES('gh-3','greenhouse','quillfeather','3','https://jobs.example/3','ML Engineer 3','ML Engineer','Quillfeather Analytics','["Bonn, Germany"]','[{"city":"Bonn","region":null,"country":"DE"}]','|bonn|germany|de|',NULL,NULL,'2026-03-01',NULL,'USD',90000.0,120000.0,'year','Train models.
- Deploy them','en',1,NULL,NULL,'2026-11-21T13:21:00.634+00:00','2026-11-21T13:21:00.760+00:00','0e3062cf641bc9c3','a925e78104c044be','x','9056a441cd395c52e2b7c5a3bcc6dde0dd9dd2607bccfaf1b208c2f161e005e4',0);
INSERT INTO "postings" VALUES('gh-4','greenhouse','quillfeather','4','https://jobs.example/4','Ingénieur ML 机器学习 🧗 "quoted" ''too''','ML Engineer','Øst & Sønner <AS>','["Bonn, Germany"]','[{"city":"Bonn","region":null,"country":"DE"}]','|bonn|germany|de|',NULL,NULL,'2026-03-01',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,'2026-11-21T13:21:00.634+00:00','2026-11-21T13:21:00.760+00:00','0e3062cf641bc9c3','a925e78104c044be',NULL,'295daac2d3ff10d9bb0d3866b5042c36400a4d81e043a78ed330883344b83e62',0);
INSERT INTO "postings" VALUES('gh-5','greenhouse','quillfeather','5','https://jobs.example/5','ML Engineer 5','ML Engineer','Quillfeather Analytics','["Bonn, Germany"]','[{"city":"Bonn","region":null,"country":"DE"}]','|bonn|germany|de|',NULL,NULL,'2026-03-01',NULL,'USD',90000.0,120000.0,'year','Train models.
- Deploy them','en',0,'2026-11-21T13:21:00.760+00:00','absent from a complete list','2026-11-21T13:21:00.634+00:00','2026-11-21T13:21:00.634+00:00','0e3062cf641bc9c3','0e3062cf641bc9c3','y','505e5e63327e86464fbe0d416728b71b55e01f08d3e968636ed19a2e6d8ad539',0);
CREATE TABLE predictions (
	number INTEGER NOT NULL, 
	posting TEXT NOT NULL, 
	at TEXT NOT NULL, 
	versions TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	CONSTRAINT pk_predictions PRIMARY KEY (number)
);
INSERT INTO "predictions" VALUES(1,'gh-1','2026-11-21T14:00:03.000+00:00','{"role":"4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"}','{"role":["ml_engineer",0.9]}');
CREATE TABLE profile (
	"key" TEXT NOT NULL, 
	document TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_profile PRIMARY KEY ("key")
);
INSERT INTO "profile" VALUES('me','{"roles": ["ml_engineer"]}','2026-11-21T22:40:00.000+00:00');
CREATE TABLE repositories (
	path TEXT NOT NULL, 
	read_at TEXT NOT NULL, 
	document TEXT NOT NULL, 
	CONSTRAINT pk_repositories PRIMARY KEY (path)
);
INSERT INTO "repositories" VALUES('/home/ada/fish','2026-11-21T22:40:00.000+00:00','{"name": "fish", "path": "/home/ada/fish", "commit": "abc1234", "files": 12}');
CREATE TABLE reposts (
	posting TEXT NOT NULL, 
	earlier TEXT NOT NULL, 
	probability FLOAT NOT NULL, 
	why TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_reposts PRIMARY KEY (posting), 
	CONSTRAINT fk_reposts_posting FOREIGN KEY(posting) REFERENCES postings (id), 
	CONSTRAINT fk_reposts_earlier FOREIGN KEY(earlier) REFERENCES postings (id)
);
INSERT INTO "reposts" VALUES('gh-2','gh-1',0.9,'the same text under a new id','2026-11-21T13:21:00.760+00:00');
CREATE TABLE run_replies (
	run TEXT NOT NULL, 
	place INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_run_replies PRIMARY KEY (run, place), 
	CONSTRAINT fk_run_replies_run FOREIGN KEY(run) REFERENCES runs (id)
);
INSERT INTO "run_replies" VALUES('0e3062cf641bc9c3',0,'abababababababababababababababababababababababababababababababab');
INSERT INTO "run_replies" VALUES('a925e78104c044be',0,'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd');
CREATE TABLE runs (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	board TEXT NOT NULL, 
	started_at TEXT NOT NULL, 
	finished_at TEXT, 
	verdict TEXT, 
	reason TEXT DEFAULT '' NOT NULL, 
	seen INTEGER DEFAULT '0' NOT NULL, 
	new INTEGER DEFAULT '0' NOT NULL, 
	changed INTEGER DEFAULT '0' NOT NULL, 
	closed INTEGER DEFAULT '0' NOT NULL, 
	skipped INTEGER DEFAULT '0' NOT NULL, 
	ingested BOOLEAN NOT NULL, 
	owner TEXT, advertised INTEGER, requests INTEGER DEFAULT '0' NOT NULL, filled JSON DEFAULT '{}' NOT NULL, drifted JSON DEFAULT '[]' NOT NULL, not_applied JSON DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_runs PRIMARY KEY (number), 
	CONSTRAINT uq_runs_id UNIQUE (id)
);
INSERT INTO "runs" VALUES(1,'0e3062cf641bc9c3','greenhouse','quillfeather','2026-11-21T13:21:00.634+00:00','2026-11-21T13:21:00.736+00:00','complete','',5,5,0,0,0,1,'0123456789abcdef',5,2,'{"title": 5}','["date_posted"]','["place"]');
INSERT INTO "runs" VALUES(2,'a925e78104c044be','greenhouse','quillfeather','2026-11-21T13:21:00.760+00:00','2026-11-21T13:21:00.898+00:00','complete','',4,0,1,1,0,1,'0123456789abcdef',NULL,0,'{}','[]','[]');
INSERT INTO "runs" VALUES(3,'b7c842a80a6606ae','greenhouse','umbrella','2026-11-21T13:21:00.929+00:00','2026-11-21T13:21:00.936+00:00','failed','',0,0,0,0,0,1,'0123456789abcdef',NULL,0,'{}','[]','[]');
CREATE TABLE saved_searches (
	id TEXT NOT NULL, 
	document TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_saved_searches PRIMARY KEY (id)
);
INSERT INTO "saved_searches" VALUES('s1','{"id": "s1", "name": "Remote", "filters": {"remote": ["remote"]}}','2026-11-22T07:00:00.000+00:00');
CREATE TABLE suggestions (
	id TEXT NOT NULL, 
	document TEXT NOT NULL, 
	answer TEXT, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_suggestions PRIMARY KEY (id)
);
INSERT INTO "suggestions" VALUES('m1','{"id": "m1", "application": "a1", "status": "rejected", "day": "2026-11-22", "quote": "", "sender": "", "subject": ""}',NULL,'2026-11-22T07:00:00.000+00:00');
CREATE TABLE understandings (
	posting TEXT NOT NULL, 
	reader TEXT NOT NULL, 
	role TEXT NOT NULL, 
	seniority TEXT NOT NULL, 
	remote TEXT NOT NULL, 
	yearly_pay FLOAT, 
	pay_currency TEXT, 
	document TEXT NOT NULL, skill_text TEXT DEFAULT '|' NOT NULL, 
	CONSTRAINT pk_understandings PRIMARY KEY (posting), 
	CONSTRAINT fk_understandings_posting FOREIGN KEY(posting) REFERENCES postings (id)
);
INSERT INTO "understandings" VALUES('gh-5','rules 1','ml_engineer','unknown','unstated',120000.0,'USD','{"id":"gh-5","role":"ml_engineer","role_probability":0.9,"seniority":"unknown","min_years":null,"degree_required":"none_stated","degree_or_equivalent":false,"degree_fields":[],"remote":"unstated","employment_type":"unstated","visa":"unstated","application_areas":[],"industry":null,"base_salary":null,"skills":[{"skill":"python","surface":"python","need":"required","field":"description","start":0,"end":6,"score":1.0},{"skill":"sql","surface":"sql","need":"required","field":"description","start":0,"end":3,"score":1.0}],"responsibilities":{}}','|python|sql|');
INSERT INTO "understandings" VALUES('gh-1','rules 1','ml_engineer','unknown','unstated',NULL,NULL,'{"id":"gh-1","role":"ml_engineer","role_probability":0.9,"seniority":"unknown","min_years":null,"degree_required":"none_stated","degree_or_equivalent":false,"degree_fields":[],"remote":"unstated","employment_type":"unstated","visa":"unstated","application_areas":[],"industry":null,"base_salary":null,"skills":[{"skill":"python","surface":"python","need":"required","field":"description","start":0,"end":6,"score":1.0}],"responsibilities":{}}','|python|');
INSERT INTO "understandings" VALUES('gh-2','rules 1','ml_engineer','unknown','unstated',NULL,NULL,'{"id":"gh-2","role":"ml_engineer","role_probability":0.9,"seniority":"unknown","min_years":null,"degree_required":"none_stated","degree_or_equivalent":false,"degree_fields":[],"remote":"unstated","employment_type":"unstated","visa":"unstated","application_areas":[],"industry":null,"base_salary":null,"skills":[{"skill":"python","surface":"python","need":"required","field":"description","start":0,"end":6,"score":1.0}],"responsibilities":{}}','|python|');
INSERT INTO "understandings" VALUES('gh-3','rules 1','ml_engineer','unknown','unstated',120000.0,'USD','{"id":"gh-3","role":"ml_engineer","role_probability":0.9,"seniority":"unknown","min_years":null,"degree_required":"none_stated","degree_or_equivalent":false,"degree_fields":[],"remote":"unstated","employment_type":"unstated","visa":"unstated","application_areas":[],"industry":null,"base_salary":null,"skills":[{"skill":"python","surface":"python","need":"required","field":"description","start":0,"end":6,"score":1.0}],"responsibilities":{}}','|python|');
INSERT INTO "understandings" VALUES('gh-4','rules 1','ml_engineer','unknown','unstated',NULL,NULL,'{"id":"gh-4","role":"ml_engineer","role_probability":0.9,"seniority":"unknown","min_years":null,"degree_required":"none_stated","degree_or_equivalent":false,"degree_fields":[],"remote":"unstated","employment_type":"unstated","visa":"unstated","application_areas":[],"industry":null,"base_salary":null,"skills":[{"skill":"python","surface":"python","need":"required","field":"description","start":0,"end":6,"score":1.0}],"responsibilities":{}}','|python|');
CREATE TABLE validators (
	url TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	digest TEXT NOT NULL, charset TEXT, 
	CONSTRAINT pk_validators PRIMARY KEY (url)
);
INSERT INTO "validators" VALUES('https://jobs.example/a','"1"',NULL,'4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945','iso-8859-2');
CREATE INDEX ix_runs_source_board ON runs (source, board);
CREATE INDEX ix_runs_verdict ON runs (verdict);
CREATE INDEX ix_postings_fingerprint ON postings (fingerprint);
CREATE INDEX ix_postings_source_board ON postings (source, board);
CREATE INDEX ix_duplicate_links_canonical ON duplicate_links (canonical);
CREATE INDEX ix_events_posting ON events (posting);
CREATE INDEX ix_understandings_reader ON understandings (reader);
CREATE INDEX ix_postings_revision ON postings (revision);
CREATE INDEX ix_model_moves_model ON model_moves (model);
CREATE INDEX ix_predictions_posting ON predictions (posting);
CREATE INDEX ix_predictions_at ON predictions (at);
CREATE INDEX ix_corrections_posting ON corrections (posting);
CREATE INDEX ix_duplicate_keys_key ON duplicate_keys ("key");
CREATE INDEX ix_reposts_earlier ON reposts (earlier);
CREATE INDEX ix_claims_repository ON claims (repository);
CREATE INDEX ix_journal_application ON journal (application);
COMMIT;
