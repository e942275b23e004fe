# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of other agents, in the shapes that their real clients send."""

from datetime import datetime, timedelta, timezone

from .recording import Recording

BEGINS = datetime(2026, 11, 20, 9, 0, 0, tzinfo=timezone.utc)


class Codex:
    def __init__(self, name, folder, start, model="gpt-5.5-codex"):
        self.recording = Recording(name, "codex", name)
        self.ids = self.recording.ids
        self.random = self.recording.random
        self.folder = folder
        self.model = model
        self.now = start
        self.day = BEGINS + timedelta(seconds=start)
        self.session_id = self.ids.uuid7(int(self.day.timestamp() * 1000))
        self.turn_id = None
        self.emit("SessionStart", source="startup")

    def emit(self, event, /, **more):
        payload = {"session_id": self.session_id}
        if self.turn_id:
            payload["turn_id"] = self.turn_id
        stamp = self.day.strftime("%Y-%m-%dT%H-%M-%S")
        payload["transcript_path"] = (
            f"/home/dev/.codex/sessions/{self.day:%Y/%m/%d}"
            f"/rollout-{stamp}-{self.session_id}.jsonl"
        )
        payload.update(
            cwd=self.folder, hook_event_name=event, model=self.model, permission_mode="default"
        )
        payload.update(more)
        self.recording.add(self.now, payload)

    def wait(self, low, high):
        self.now += self.random.uniform(low, high)

    def prompt(self, text):
        at = int((BEGINS + timedelta(seconds=self.now)).timestamp() * 1000)
        self.turn_id = self.ids.uuid7(at)
        self.emit("UserPromptSubmit", prompt=text)
        self.wait(2, 5)

    def tool(self, name, given, answer, takes):
        use = self.ids.call()
        self.emit("PreToolUse", tool_name=name, tool_input=given, tool_use_id=use)
        self.wait(*takes)
        self.emit(
            "PostToolUse", tool_name=name, tool_input=given, tool_response=answer, tool_use_id=use
        )
        self.wait(3, 8)

    def bash(self, command, out, takes=(1, 12)):
        self.tool("Bash", {"command": command}, out + "\n", takes)

    def patch(self, path, old, new):
        text = f"*** Begin Patch\n*** Update File: {path}\n@@\n-{old}\n+{new}\n*** End Patch\n"
        answer = (
            "Exit code: 0\nWall time: 0 seconds\nOutput:\n"
            f"Success. Updated the following files:\nM {path}\n"
        )
        self.tool("apply_patch", {"command": text}, answer, (0.01, 0.1))

    def stop(self, said):
        self.emit("Stop", stop_hook_active=False, last_assistant_message=said)


class Gemini:
    """Its tool events carry no ids, and it has no subagent events."""

    def __init__(self, name, folder, start):
        self.recording = Recording(name, "gemini-cli", name)
        self.ids = self.recording.ids
        self.random = self.recording.random
        self.folder = folder
        self.now = start
        self.begun = BEGINS + timedelta(seconds=start)
        self.session_id = self.ids.uuid()
        self.asked = ""
        self.emit("SessionStart", source="startup")

    def emit(self, event, /, **more):
        stamp = (BEGINS + timedelta(seconds=self.now)).isoformat(timespec="milliseconds")
        payload = {
            "session_id": self.session_id,
            "transcript_path": f"/home/dev/.gemini/tmp/{self.folder[10:]}/chats/session-"
            f"{self.begun:%Y-%m-%dT%H-%M}-{self.session_id[:8]}.jsonl",
            "cwd": self.folder,
            "hook_event_name": event,
            "timestamp": stamp.replace("+00:00", "Z"),
        }
        payload.update(more)
        self.recording.add(self.now, payload)

    def wait(self, low, high):
        self.now += self.random.uniform(low, high)

    def prompt(self, text):
        self.asked = text
        self.emit("BeforeAgent", prompt=text)
        self.wait(2, 5)

    def tool(self, name, given, answer, takes):
        self.emit("BeforeTool", tool_name=name, tool_input=given)
        self.wait(*takes)
        self.emit("AfterTool", tool_name=name, tool_input=given, tool_response=answer)
        self.wait(3, 8)

    def bash(self, command, out, takes=(1, 12)):
        answer = {
            "llmContent": f"<untrusted_context>\nOutput: {out}\n</untrusted_context>",
            "returnDisplay": out,
        }
        self.tool("run_shell_command", {"command": command, "description": "Run it"}, answer, takes)

    def read(self, path, content):
        self.tool(
            "read_file",
            {"file_path": path},
            {"llmContent": content, "returnDisplay": ""},
            (0.01, 0.1),
        )

    def stop(self, said):
        self.emit("AfterAgent", prompt=self.asked, prompt_response=said, stop_hook_active=False)
