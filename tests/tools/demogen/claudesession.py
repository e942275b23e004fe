# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Claude Code session says of itself: its common fields, its prompts and stops.

Shapes and order are those of the real client 2.1.328.
"""

from .recording import Recording

IN_TOOL_USE = {
    "PreToolUse",
    "PostToolUse",
    "PostToolUseFailure",
    "PostToolBatch",
    "PermissionRequest",
    "PermissionDenied",
    "Stop",
    "SubagentStop",
}
WITH_MODE = IN_TOOL_USE | {"UserPromptSubmit", "UserPromptExpansion", "TeammateIdle"}
WITH_EFFORT = IN_TOOL_USE | {"StopFailure"}


class ClaudeSession:
    """Has a clock (`now`, seconds) that each act moves on. `agent` is the thread of work that acts."""

    def __init__(
        self,
        name,
        folder,
        start,
        *,
        model="claude-opus-5-5",
        mode="default",
        effort="medium",
        source="startup",
    ):
        self.recording = Recording(name, "claude-code", name)
        self.ids = self.recording.ids
        self.random = self.recording.random
        self.session_id = self.ids.uuid()
        self.home = folder
        self.cwd = folder
        self.model = model
        self.mode = mode
        self.effort = effort
        self.prompt_id = None
        self.now = start
        self.background = []
        self.crons = []
        more = {"source": source, "model": model}
        if source == "resume":
            more.update(
                seconds_since_last_response=4200,
                context_tokens=61480,
                prompt_cache_likely_expired=True,
                estimated_cache_write_usd=0.3074,
            )
        self.emit("SessionStart", **more)
        self.now += 0.02
        self.emit(
            "InstructionsLoaded",
            file_path=folder + "/CLAUDE.md",
            memory_type="Project",
            load_reason="session_start",
        )

    # The one place that knows which common fields an event carries, and in which order.
    def emit(self, event, /, agent=None, at=None, **more):
        payload = {
            "session_id": self.session_id,
            "transcript_path": self.transcript(),
            "cwd": self.cwd,
        }
        if self.prompt_id:
            payload["prompt_id"] = self.prompt_id
        if event in WITH_MODE:
            payload["permission_mode"] = self.mode
        if agent:
            payload.update(agent_id=agent.id, agent_type=agent.type)
        if event in WITH_EFFORT:
            payload["effort"] = {"level": self.effort}
        payload["hook_event_name"] = event
        payload.update(more)
        self.recording.add(self.now if at is None else at, payload)

    def transcript(self):
        return (
            f"/home/dev/.claude/projects/{self.home.replace('/', '-').replace('.', '-')}"
            f"/{self.session_id}.jsonl"
        )

    def wait(self, low, high=None):
        self.now += low if high is None else self.random.uniform(low, high)

    def prompt(self, text, think=(1.5, 4)):
        self.prompt_id = self.ids.uuid()
        self.emit("UserPromptSubmit", prompt=text)
        self.wait(*think)

    def say(self, text):
        self.emit(
            "MessageDisplay",
            turn_id=self.ids.uuid(),
            message_id=self.ids.uuid(),
            index=0,
            final=True,
            delta=text,
        )
        self.wait(0.05)

    def stop(self, said):
        self.say(said)
        self.emit(
            "Stop",
            stop_hook_active=False,
            last_assistant_message=said,
            background_tasks=list(self.background),
            session_crons=list(self.crons),
        )

    def stop_failure(self, error, said):
        self.emit("StopFailure", error=error, last_assistant_message=said)

    def end(self, reason="prompt_input_exit"):
        self.emit("SessionEnd", reason=reason)

    def notify(self, kind, message, at=None):
        self.emit("Notification", at=at, message=message, notification_type=kind)

    def idle(self):
        """A minute after the turn the client says that it waits."""
        self.notify("idle_prompt", "Claude is waiting for your input", at=self.now + 60)
