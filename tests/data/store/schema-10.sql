-- SPDX-FileCopyrightText: The Dogwatch authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A store of schema 10, as the version that wrote it left it.
PRAGMA application_id = 1146046295;
BEGIN TRANSACTION;
CREATE TABLE agent (
        session_ref INTEGER NOT NULL,
        id TEXT NOT NULL,
        type TEXT NOT NULL,
        description TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        spawn_tool_use_id TEXT NOT NULL,
        status TEXT NOT NULL,
        status_reason TEXT NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        first_event_at INTEGER NOT NULL,
        last_event_at INTEGER NOT NULL,
        tool_calls INTEGER NOT NULL,
        last_action TEXT NOT NULL,
        PRIMARY KEY (session_ref, id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "agent" VALUES(2,'a-1','Explore','','','','working','',1763700006000,NULL,1763700006000,1763700006000,0,'');
CREATE TABLE attention_item (
        id TEXT PRIMARY KEY NOT NULL,
        session_ref INTEGER NOT NULL,
        agent_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        tool_use_id TEXT NOT NULL,
        tool_name TEXT NOT NULL,
        summary TEXT NOT NULL,
        reason TEXT NOT NULL,
        since INTEGER NOT NULL,
        resolved_at INTEGER,
        resolution TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "attention_item" VALUES('1/permission/t-1',1,'','permission','t-1','Bash','make','wants to run Bash “make”',1763700004000,1763700005000,'PostToolUse');
INSERT INTO "attention_item" VALUES('2/permission/seq:7',2,'','permission','','Write','/x','wants to run Write “/x”',1763700007000,NULL,'');
CREATE TABLE dead_letter (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        event_id TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        origin TEXT NOT NULL,
        occurred_at INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        agent_pid INTEGER,
        agent_started_at INTEGER,
        tty TEXT,
        terminal BLOB,
        error TEXT NOT NULL,
        payload BLOB NOT NULL
    ) STRICT;
INSERT INTO "dead_letter" VALUES(1,'nameless','codex','hook',1795264502480,1795264502480,NULL,NULL,NULL,NULL,'the payload names no session',X'7B22686F6F6B5F6576656E745F6E616D65223A202253746F70227D');
CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        event_id TEXT NOT NULL UNIQUE,
        session_ref INTEGER NOT NULL,
        source TEXT NOT NULL,
        origin TEXT NOT NULL,
        type TEXT NOT NULL,
        agent_id TEXT,
        tool_use_id TEXT,
        tool_name TEXT,
        prompt_id TEXT,
        cwd TEXT,
        occurred_at INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        agent_pid INTEGER,
        agent_started_at INTEGER,
        tty TEXT,
        terminal BLOB,
        payload_encoding INTEGER NOT NULL,
        payload BLOB NOT NULL
    , payload_check INTEGER) STRICT;
INSERT INTO "event" VALUES(1,'event-1',1,'claude-code','hook','SessionStart',NULL,NULL,NULL,NULL,'/home/somebody/project',1763700001000,1795264502472,NULL,NULL,NULL,NULL,0,X'7B2273657373696F6E5F6964223A2022732D31222C2022686F6F6B5F6576656E745F6E616D65223A202253657373696F6E5374617274222C2022637764223A20222F686F6D652F736F6D65626F64792F70726F6A656374222C2022736F75726365223A202273746172747570222C20226D6F64656C223A2022612D6D6F64656C227D',NULL);
INSERT INTO "event" VALUES(2,'event-2',1,'claude-code','hook','UserPromptSubmit',NULL,NULL,NULL,'p-1','/home/somebody/project',1763700002000,1795264502474,NULL,NULL,NULL,NULL,0,X'7B2273657373696F6E5F6964223A2022732D31222C2022686F6F6B5F6576656E745F6E616D65223A20225573657250726F6D70745375626D6974222C2022637764223A20222F686F6D652F736F6D65626F64792F70726F6A656374222C202270726F6D7074223A20226D656E6420746865206275696C64222C202270726F6D70745F6964223A2022702D31227D',NULL);
INSERT INTO "event" VALUES(3,'event-3',1,'claude-code','hook','PreToolUse',NULL,'t-1','Bash','p-1','/home/somebody/project',1763700003000,1795264502475,NULL,NULL,NULL,NULL,0,X'7B2273657373696F6E5F6964223A2022732D31222C2022686F6F6B5F6576656E745F6E616D65223A2022507265546F6F6C557365222C2022637764223A20222F686F6D652F736F6D65626F64792F70726F6A656374222C2022746F6F6C5F6E616D65223A202242617368222C2022746F6F6C5F7573655F6964223A2022742D31222C2022746F6F6C5F696E707574223A207B22636F6D6D616E64223A20226D616B65227D2C202270726F6D70745F6964223A2022702D31227D',NULL);
INSERT INTO "event" VALUES(4,'event-4',1,'claude-code','hook','PermissionRequest',NULL,NULL,'Bash','p-1','/home/somebody/project',1763700004000,1795264502476,NULL,NULL,NULL,NULL,0,X'7B2273657373696F6E5F6964223A2022732D31222C2022686F6F6B5F6576656E745F6E616D65223A20225065726D697373696F6E52657175657374222C2022637764223A20222F686F6D652F736F6D65626F64792F70726F6A656374222C2022746F6F6C5F6E616D65223A202242617368222C2022746F6F6C5F696E707574223A207B22636F6D6D616E64223A20226D616B65227D2C202270726F6D70745F6964223A2022702D31227D',NULL);
INSERT INTO "event" VALUES(5,'event-5',1,'claude-code','hook','PostToolUse',NULL,'t-1','Bash','p-1','/home/somebody/project',1763700005000,1795264502477,NULL,NULL,NULL,NULL,1,X'28B52FFD603F17950400E2C81B1B70A93A742850133B769ADED040B4170253F0108A59DA4FFEFF6506938FA26DCB43CDA78C50F6A6084D4667255B99572C1DE28D1A6B16356274019E7F7DCAAB60E1503312CB09985703F38C71507CCAA883E717AC3EE0438CB958B20C0D98383FE3533E0AF5215E9A84BD5145B5140B00BF7732643BBC5F8911862B2A88BA75AA01E01B873C700A11C0E5765E0A0A',NULL);
INSERT INTO "event" VALUES(6,'event-6',2,'claude-code','hook','SubagentStart','a-1',NULL,NULL,NULL,'/home/somebody/project',1763700006000,1795264502478,NULL,NULL,NULL,NULL,0,X'7B2273657373696F6E5F6964223A2022732D32222C2022686F6F6B5F6576656E745F6E616D65223A20225375626167656E745374617274222C2022637764223A20222F686F6D652F736F6D65626F64792F70726F6A656374222C20226167656E745F6964223A2022612D31222C20226167656E745F74797065223A20224578706C6F7265227D',NULL);
INSERT INTO "event" VALUES(7,'event-7',2,'claude-code','hook','PermissionRequest',NULL,NULL,'Write',NULL,'/home/somebody/project',1763700007000,1795264502479,NULL,NULL,NULL,NULL,0,X'7B2273657373696F6E5F6964223A2022732D32222C2022686F6F6B5F6576656E745F6E616D65223A20225065726D697373696F6E52657175657374222C2022637764223A20222F686F6D652F736F6D65626F64792F70726F6A656374222C2022746F6F6C5F6E616D65223A20225772697465222C2022746F6F6C5F696E707574223A207B2266696C655F70617468223A20222F78227D7D',NULL);
CREATE TABLE gap (
        id TEXT PRIMARY KEY NOT NULL,
        events INTEGER NOT NULL,
        last_at INTEGER,
        recorded_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE observation (
        id INTEGER PRIMARY KEY,
        after_seq INTEGER NOT NULL,
        session_ref INTEGER NOT NULL,
        kind TEXT NOT NULL,
        observed_at INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT;
CREATE TABLE session (
        ref INTEGER PRIMARY KEY,
        source TEXT NOT NULL,
        id TEXT NOT NULL,
        project TEXT NOT NULL,
        cwd TEXT NOT NULL,
        branch TEXT NOT NULL,
        title TEXT NOT NULL,
        model TEXT NOT NULL,
        permission_mode TEXT NOT NULL,
        transcript_path TEXT NOT NULL,
        status TEXT NOT NULL,
        status_reason TEXT NOT NULL,
        status_since INTEGER NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        first_event_at INTEGER NOT NULL,
        last_event_at INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        events INTEGER NOT NULL,
        agents INTEGER NOT NULL,
        running_subagents INTEGER NOT NULL,
        tool_calls INTEGER NOT NULL,
        main_calls INTEGER NOT NULL,
        open_calls INTEGER NOT NULL,
        failed_calls INTEGER NOT NULL,
        turn_state INTEGER NOT NULL,
        turn_changed_at INTEGER NOT NULL,
        background_tasks INTEGER NOT NULL,
        scheduled_wake_ups INTEGER NOT NULL,
        failure TEXT NOT NULL,
        end_reason TEXT NOT NULL,
        compacting INTEGER NOT NULL,
        provisional INTEGER NOT NULL,
        action_tool TEXT NOT NULL,
        action_summary TEXT NOT NULL,
        action_since INTEGER,
        agent_pid INTEGER,
        agent_started_at INTEGER,
        tty TEXT NOT NULL,
        terminal BLOB NOT NULL,
        UNIQUE (source, id)
    ) STRICT;
INSERT INTO "session" VALUES(1,'claude-code','s-1','project','/home/somebody/project','','mend the build','a-model','','','working','thinking: a prompt is open and no tool runs',1763700005000,1763700001000,NULL,1763700001000,1763700005000,5,5,1,0,1,1,0,0,1,1763700005000,0,0,'','',0,0,'','',NULL,NULL,NULL,'',X'');
INSERT INTO "session" VALUES(2,'claude-code','s-2','project','/home/somebody/project','','','','','','needs_input','wants to run Write “/x”',1763700007000,NULL,NULL,1763700006000,1763700007000,7,2,2,1,0,0,0,0,0,0,0,0,'','',0,0,'','',NULL,NULL,NULL,'',X'');
CREATE TABLE tool_call (
        session_ref INTEGER NOT NULL,
        id TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        prompt_id TEXT NOT NULL,
        name TEXT NOT NULL,
        summary TEXT NOT NULL,
        status TEXT NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        duration_ms INTEGER,
        error TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (session_ref, id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "tool_call" VALUES(1,'t-1','','p-1','Bash','make','completed',1763700003000,1763700005000,2000,'',3);
CREATE TABLE turn (
        session_ref INTEGER NOT NULL,
        prompt_id TEXT NOT NULL,
        prompt TEXT NOT NULL,
        injected INTEGER NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        failed INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (session_ref, prompt_id)
    ) STRICT;
INSERT INTO "turn" VALUES(1,'p-1','mend the build',0,1763700002000,NULL,0,2);
CREATE INDEX event_by_session ON event (session_ref, seq);
CREATE INDEX observation_by_seq ON observation (after_seq, id);
CREATE INDEX session_by_id ON session (id);
CREATE INDEX turn_open ON turn (session_ref) WHERE ended_at IS NULL;
CREATE INDEX tool_call_by_session ON tool_call (session_ref, seq);
CREATE INDEX tool_call_open ON tool_call (session_ref) WHERE status = 'running';
CREATE INDEX attention_open ON attention_item (session_ref)
        WHERE resolved_at IS NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('dead_letter',1);
INSERT INTO "sqlite_sequence" VALUES('dead_letter',1);
CREATE TABLE transcript_file (
        path TEXT PRIMARY KEY NOT NULL,
        source TEXT NOT NULL,
        device INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        read_to INTEGER NOT NULL,
        skipping INTEGER NOT NULL,
        tail_length INTEGER NOT NULL,
        tail_hash BLOB NOT NULL,
        malformed INTEGER NOT NULL,
        oversized INTEGER NOT NULL,
        read_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE transcript_session (
        session_ref INTEGER PRIMARY KEY,
        title_rank INTEGER NOT NULL
    ) STRICT;
CREATE TABLE usage_message (
        id INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL,
        request_id TEXT NOT NULL,
        session_ref INTEGER NOT NULL,
        agent_id TEXT NOT NULL,
        model TEXT NOT NULL,
        at INTEGER NOT NULL,
        flags INTEGER NOT NULL,
        counted INTEGER NOT NULL,
        input INTEGER NOT NULL,
        output INTEGER NOT NULL,
        cache_write_5m INTEGER NOT NULL,
        cache_write_1h INTEGER NOT NULL,
        cache_read INTEGER NOT NULL,
        web_searches INTEGER NOT NULL,
        cost INTEGER,
        UNIQUE (message_id, request_id)
    ) STRICT;
CREATE TABLE usage_total (
        session_ref INTEGER NOT NULL,
        agent_id TEXT NOT NULL,
        model TEXT NOT NULL,
        day INTEGER NOT NULL,
        messages INTEGER NOT NULL,
        unpriced INTEGER NOT NULL,
        input INTEGER NOT NULL,
        output INTEGER NOT NULL,
        cache_write_5m INTEGER NOT NULL,
        cache_write_1h INTEGER NOT NULL,
        cache_read INTEGER NOT NULL,
        web_searches INTEGER NOT NULL,
        cost INTEGER NOT NULL,
        PRIMARY KEY (session_ref, agent_id, model, day)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE price (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        as_of TEXT NOT NULL,
        model TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        input INTEGER,
        output INTEGER,
        cache_write_5m INTEGER,
        cache_write_1h INTEGER,
        cache_read INTEGER,
        above_prompt INTEGER,
        above_input INTEGER,
        above_output INTEGER,
        above_cache_write_5m INTEGER,
        above_cache_write_1h INTEGER,
        above_cache_read INTEGER,
        fast_permille INTEGER
    ) STRICT;
CREATE INDEX usage_message_by_session ON usage_message (session_ref, at);
COMMIT;
ALTER TABLE session ADD COLUMN gone_at INTEGER;
CREATE INDEX tool_call_of_file ON tool_call (summary, session_ref)
        WHERE name IN ('Edit', 'MultiEdit', 'NotebookEdit', 'Read', 'Write');
CREATE INDEX usage_message_by_time ON usage_message (at) WHERE counted = 1;
CREATE TABLE transcript_text (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        device INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        read_to INTEGER NOT NULL,
        skipping INTEGER NOT NULL,
        tail_length INTEGER NOT NULL,
        tail_hash BLOB NOT NULL,
        malformed INTEGER NOT NULL,
        oversized INTEGER NOT NULL,
        read_at INTEGER NOT NULL,
        state TEXT NOT NULL
    ) STRICT;
CREATE TABLE transcript_entry (
        id INTEGER PRIMARY KEY,
        session_ref INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        block INTEGER NOT NULL,
        parent_uuid TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        kind INTEGER NOT NULL,
        at INTEGER NOT NULL,
        prompt_id TEXT NOT NULL,
        message_id TEXT NOT NULL,
        tool_use_id TEXT NOT NULL,
        tool_name TEXT NOT NULL,
        model TEXT NOT NULL,
        failed INTEGER NOT NULL,
        text_id INTEGER NOT NULL,
        line_at INTEGER NOT NULL,
        line_length INTEGER NOT NULL,
        body_encoding INTEGER NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (session_ref, uuid, block)
    ) STRICT;
CREATE INDEX transcript_entry_by_session ON transcript_entry (session_ref, at, id);
CREATE INDEX transcript_entry_call ON transcript_entry (session_ref, tool_use_id)
        WHERE kind = 4;
CREATE TABLE transcript_link (
        session_ref INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        parent_uuid TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        PRIMARY KEY (session_ref, uuid)
    ) STRICT, WITHOUT ROWID;
ALTER TABLE transcript_session ADD COLUMN leaf_uuid TEXT NOT NULL DEFAULT '';
ALTER TABLE transcript_session ADD COLUMN reported_cost INTEGER;
CREATE TABLE transcript_summary (
        leaf_uuid TEXT PRIMARY KEY NOT NULL,
        title TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE search_doc (
        id INTEGER PRIMARY KEY,
        key INTEGER NOT NULL UNIQUE,
        session_ref INTEGER NOT NULL,
        agent_id TEXT NOT NULL,
        kind INTEGER NOT NULL,
        tool_name TEXT NOT NULL,
        seq INTEGER,
        entry INTEGER
    ) STRICT;
CREATE VIRTUAL TABLE search_text USING fts5(text, content='', columnsize=0, prefix='2 3',
        tokenize="unicode61 remove_diacritics 2");
CREATE TABLE search_progress (
        what TEXT PRIMARY KEY NOT NULL,
        indexed_to INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE vault_file (
        path TEXT PRIMARY KEY NOT NULL,
        source TEXT NOT NULL,
        session_id TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        content_hash BLOB NOT NULL,
        stored_size INTEGER NOT NULL,
        kept_at INTEGER NOT NULL,
        verified_at INTEGER NOT NULL,
        gone_at INTEGER
    ) STRICT, WITHOUT ROWID;
CREATE TABLE redaction (
        rule TEXT PRIMARY KEY NOT NULL,
        hidden INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        cause TEXT NOT NULL,
        target TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        not_before INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        sent_at INTEGER,
        notice INTEGER,
        error TEXT NOT NULL,
        UNIQUE (cause, target)
    ) STRICT;
CREATE INDEX outbox_pending ON outbox (target, not_before) WHERE state = 'pending';
CREATE INDEX outbox_sending ON outbox (target) WHERE state = 'sending';
CREATE INDEX outbox_sent ON outbox (target, sent_at);
CREATE TABLE attention_mark (
        item_id TEXT PRIMARY KEY NOT NULL,
        acknowledged_at INTEGER,
        snoozed_until INTEGER
    ) STRICT, WITHOUT ROWID;
CREATE TABLE session_mute (
        session_ref INTEGER PRIMARY KEY,
        muted_at INTEGER NOT NULL
    ) STRICT;
CREATE TABLE stream (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT UNIQUE,
        state INTEGER NOT NULL,
        content_type TEXT NOT NULL,
        ttl INTEGER,
        expires_text TEXT NOT NULL,
        expires_at INTEGER,
        closed INTEGER NOT NULL,
        tail INTEGER NOT NULL,
        last_seq BLOB,
        closed_by BLOB,
        closed_epoch INTEGER,
        closed_seq INTEGER,
        source INTEGER,
        source_path TEXT NOT NULL,
        fork_at INTEGER NOT NULL,
        fork_given INTEGER NOT NULL,
        fork_sub INTEGER NOT NULL,
        forks INTEGER NOT NULL
    ) STRICT;
CREATE INDEX stream_expiry ON stream (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX stream_dropped ON stream (id) WHERE state = 2;
CREATE TABLE stream_chunk (
        id INTEGER PRIMARY KEY,
        stream INTEGER NOT NULL,
        at INTEGER NOT NULL,
        messages INTEGER NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (stream, at)
    ) STRICT;
CREATE TABLE stream_producer (
        stream INTEGER NOT NULL,
        producer BLOB NOT NULL,
        epoch INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        PRIMARY KEY (stream, producer)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE retention (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        floor_seq INTEGER NOT NULL,
        floor_ref INTEGER NOT NULL
    ) STRICT;
INSERT INTO retention (id, floor_seq, floor_ref) VALUES (1, 0, 0);
CREATE TABLE subscription (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        config TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        phase INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        wake_id TEXT NOT NULL,
        holder TEXT NOT NULL,
        due_at INTEGER,
        attempts INTEGER NOT NULL,
        error TEXT NOT NULL
    ) STRICT;
CREATE INDEX subscription_due ON subscription (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE subscription_link (
        subscription INTEGER NOT NULL,
        path TEXT NOT NULL,
        stream INTEGER,
        acked INTEGER NOT NULL,
        explicit INTEGER NOT NULL,
        PRIMARY KEY (subscription, path)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX subscription_link_stream ON subscription_link (stream);
CREATE INDEX subscription_link_path ON subscription_link (path);
CREATE TABLE signing_key (
        kid TEXT PRIMARY KEY NOT NULL,
        seed BLOB NOT NULL,
        created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE outbox_parcel (
        outbox_id INTEGER PRIMARY KEY,
        delivery TEXT NOT NULL,
        address TEXT NOT NULL,
        title TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT;
CREATE TABLE job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        schedule TEXT NOT NULL,
        zone TEXT NOT NULL,
        missed TEXT NOT NULL,
        catch_up INTEGER NOT NULL,
        overlap TEXT NOT NULL,
        may_repeat INTEGER NOT NULL,
        options TEXT NOT NULL,
        rev INTEGER NOT NULL,
        paused INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        high_water INTEGER NOT NULL
    ) STRICT;
CREATE TABLE job_occurrence (
        job INTEGER NOT NULL,
        due INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        is_manual INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        claims INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        deferrals INTEGER NOT NULL,
        not_before INTEGER NOT NULL,
        started_at INTEGER,
        finished_at INTEGER,
        result TEXT NOT NULL,
        PRIMARY KEY (job, due)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX job_occurrence_open ON job_occurrence (job, due) WHERE state IN ('pending', 'running');
CREATE TABLE digest (
        job INTEGER NOT NULL,
        due INTEGER NOT NULL,
        made_at INTEGER NOT NULL,
        name TEXT NOT NULL,
        has_file INTEGER NOT NULL,
        headline TEXT NOT NULL,
        plain TEXT NOT NULL,
        markdown TEXT NOT NULL,
        PRIMARY KEY (job, due)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX digest_by_time ON digest (made_at);
CREATE TABLE scheduler_start (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        epoch INTEGER NOT NULL
    ) STRICT;
ALTER TABLE session ADD COLUMN parent_ref INTEGER;
ALTER TABLE session ADD COLUMN teammates INTEGER NOT NULL DEFAULT 0;
CREATE INDEX attention_by_time ON attention_item (since);
PRAGMA user_version = 10;
