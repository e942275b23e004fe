# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A subagent of a Claude Code session: a thread of work with a clock of its own."""


class Subagent:
    def __init__(self, session, agent_id, kind, description):
        self.session = session
        self.random = session.random
        self.id = agent_id
        self.type = kind
        self.description = description
        self.tool_use_id = None
        self.now = 0.0

    def listed(self):
        """As `background_tasks` names it while it runs."""
        return {
            "id": self.id,
            "type": "subagent",
            "status": "running",
            "description": self.description,
            "agent_type": self.type,
        }

    def act(self, *calls, think=(4, 12)):
        self.session.batch(list(calls), agent=self, think=think)

    def spawn(self, description, prompt, kind="general-purpose"):
        return self.session.spawn(description, prompt, kind, parent=self)

    def ask(self, call, answer_after=None):
        self.session.ask(call, answer_after, agent=self)

    def stop(self, said):
        session = self.session
        path = f"{session.transcript()[:-6]}/subagents/agent-{self.id}.jsonl"
        # The real client lists the one that stops as still running.
        session.emit(
            "SubagentStop",
            self,
            self.now,
            stop_hook_active=False,
            agent_transcript_path=path,
            last_assistant_message=said,
            background_tasks=list(session.background),
            session_crons=[],
        )

    def report(self, said):
        """Stops, and the session hears of it as a prompt."""
        self.stop(said)
        session = self.session
        session.now = max(session.now, self.now + 0.12)
        session.task_done(
            self.id, self.tool_use_id, f'Agent "{self.description}" came to rest: {said}'
        )
