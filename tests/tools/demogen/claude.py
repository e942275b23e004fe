# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Claude Code session at work: tool calls, questions to its person, work beside the main thread."""

from .claudesession import ClaudeSession
from .subagent import Subagent
from .tools import Call


class Claude(ClaudeSession):
    def batch(self, calls, agent=None, think=(4, 13)):
        """Calls of one model answer: all announced, then each ends, then the batch is reported."""
        clock = agent or self
        done = []
        for call in calls:
            call.id = self.ids.tool()
            self.emit(
                "PreToolUse",
                agent,
                clock.now,
                tool_name=call.name,
                tool_input=call.input,
                tool_use_id=call.id,
                **call.extra,
            )
            clock.now += 0.004
        begin = clock.now
        for call in calls:
            seconds = self.random.uniform(*call.takes)
            ended = begin + seconds
            if call.error is not None:
                self.emit(
                    "PostToolUseFailure",
                    agent,
                    ended,
                    tool_name=call.name,
                    tool_input=call.input,
                    tool_use_id=call.id,
                    error=call.error,
                    is_interrupt=False,
                    duration_ms=round(seconds * 1000),
                    **call.extra,
                )
            else:
                self.emit(
                    "PostToolUse",
                    agent,
                    ended,
                    tool_name=call.name,
                    tool_input=call.answered or call.input,
                    tool_response=call.response,
                    tool_use_id=call.id,
                    duration_ms=round(seconds * 1000),
                    **call.extra,
                )
            clock.now = max(clock.now, ended)
            done.append(
                {
                    "tool_name": call.name,
                    "tool_input": call.input,
                    "tool_use_id": call.id,
                    "tool_response": call.text,
                }
            )
        clock.now += 0.015
        self.emit("PostToolBatch", agent, clock.now, tool_calls=done)
        clock.now += self.random.uniform(*think)

    def act(self, *calls, think=(4, 13)):
        self.batch(list(calls), think=think)

    def hang(self, call):
        """The call begins and nothing is ever heard of it."""
        self.emit(
            "PreToolUse", tool_name=call.name, tool_input=call.input, tool_use_id=self.ids.tool()
        )

    def ask(self, call, answer_after=None, suggestions=True, agent=None):
        """A call that needs a person. Without `answer_after` the prompt stays open; with it the
        call runs once allowed. What is refused fires nothing: see `refused`."""
        clock = agent or self
        call.id = self.ids.tool()
        self.emit(
            "PreToolUse",
            agent,
            clock.now,
            tool_name=call.name,
            tool_input=call.input,
            tool_use_id=call.id,
        )
        clock.now += 0.05
        more = {
            "permission_suggestions": [
                {"type": "setMode", "mode": "acceptEdits", "destination": "session"}
            ]
        }
        self.emit(
            "PermissionRequest",
            agent,
            clock.now,
            tool_name=call.name,
            tool_input=call.input,
            **(more if suggestions else {}),
        )
        asked = clock.now
        if answer_after is None or answer_after > 6:
            self.notify("permission_prompt", "Claude needs your permission", at=asked + 6.1)
        if answer_after is None:
            return
        clock.now = asked + answer_after
        seconds = self.random.uniform(*call.takes)
        clock.now += seconds
        self.emit(
            "PostToolUse",
            agent,
            clock.now,
            tool_name=call.name,
            tool_input=call.answered or call.input,
            tool_response=call.response,
            tool_use_id=call.id,
            duration_ms=round(seconds * 1000),
        )
        clock.now += 0.02
        self.emit(
            "PostToolBatch",
            agent,
            clock.now,
            tool_calls=[
                {
                    "tool_name": call.name,
                    "tool_input": call.input,
                    "tool_use_id": call.id,
                    "tool_response": call.text,
                }
            ],
        )
        clock.now += self.random.uniform(2, 5)

    def denied(self, call, reason):
        """Auto mode's classifier refused it."""
        use = self.ids.tool()
        self.emit("PreToolUse", tool_name=call.name, tool_input=call.input, tool_use_id=use)
        self.wait(0.6)
        self.emit(
            "PermissionDenied",
            tool_name=call.name,
            tool_input=call.input,
            tool_use_id=use,
            reason=reason,
        )
        self.wait(0.02)
        self.emit(
            "PostToolBatch",
            tool_calls=[
                {
                    "tool_name": call.name,
                    "tool_input": call.input,
                    "tool_use_id": use,
                    "tool_response": "Permission for this action was denied: " + reason,
                }
            ],
        )
        self.wait(2, 5)

    # Work beside the main thread ------------------------------------------------------------

    def spawn(self, description, prompt, kind="general-purpose", parent=None):
        """Starts a subagent; it has its own clock. Nested ones name the agent that called."""
        clock = parent or self
        child = Subagent(self, self.ids.agent(), kind, description)
        child.tool_use_id = self.ids.tool()
        given = {"description": description, "prompt": prompt, "subagent_type": kind}
        self.emit(
            "PreToolUse",
            parent,
            clock.now,
            tool_name="Agent",
            tool_input=given,
            tool_use_id=child.tool_use_id,
        )
        self.emit("SubagentStart", child, clock.now + 0.028)
        out = (
            f"/tmp/claude-1000/{self.home.replace('/', '-')}/{self.session_id}"
            f"/tasks/{child.id}.output"
        )
        answer = {
            "isAsync": True,
            "status": "async_launched",
            "agentId": child.id,
            "description": description,
            "resolvedModel": self.model,
            "prompt": prompt,
            "outputFile": out,
            "canReadOutputFile": True,
            "canContinueAgent": True,
        }
        self.emit(
            "PostToolUse",
            parent,
            clock.now + 0.03,
            tool_name="Agent",
            tool_input=given,
            tool_response=answer,
            tool_use_id=child.tool_use_id,
            duration_ms=17,
        )
        clock.now += 0.06
        child.now = clock.now + self.random.uniform(1, 3)
        self.background.append(child.listed())
        return child

    def in_background(self, command, description):
        """A shell command that goes on after the call."""
        task = self.ids.task()
        call = Call(
            "Bash",
            {"command": command, "description": description, "run_in_background": True},
            {
                "stdout": "",
                "stderr": "",
                "interrupted": False,
                "isImage": False,
                "noOutputExpected": False,
                "backgroundTaskId": task,
            },
            f"Command running in background with ID: {task}",
            takes=(0.01, 0.03),
        )
        self.act(call)
        self.background.append(
            {
                "id": task,
                "type": "shell",
                "status": "running",
                "description": description,
                "command": command,
            }
        )
        return task, call.id

    def task_done(self, task, tool_use_id, summary, status="completed"):
        """Its end comes back as a prompt that nobody typed."""
        self.background = [entry for entry in self.background if entry["id"] != task]
        self.prompt(
            "<task-notification>\n"
            f"<task-id>{task}</task-id>\n<tool-use-id>{tool_use_id}</tool-use-id>\n"
            f"<status>{status}</status>\n<summary>{summary}</summary>\n"
            "</task-notification>",
            think=(1, 3),
        )

    def compact(self, trigger="auto", instructions=None):
        self.emit("PreCompact", trigger=trigger, custom_instructions=instructions)
        self.wait(8, 14)
        # The helper that writes the summary stops like a subagent, though none was started.
        helper = Subagent(self, self.ids.agent(), "", "")
        helper.now = self.now
        helper.stop("<summary>What was done and what is left.</summary>")
        self.wait(0.03)
        self.emit("SessionStart", source="compact", model=self.model)
        self.wait(0.01)
        self.emit(
            "PostCompact",
            trigger=trigger,
            compact_summary="<summary>What was done and what is left.</summary>",
        )
        self.wait(1, 3)

    def switch_model(self, to, alias):
        more = {
            "from_model": self.model,
            "to_model": to,
            "requested_model": alias,
            "source": "command",
            "context_tokens": 48210,
            "prompt_cache_warm": True,
            "cache_ttl": "5m",
            "estimated_cache_write_usd": 0.1205,
            "pricing": "catalog",
        }
        self.emit("PreModelSwitch", **more)
        self.wait(1.2)
        self.emit("PostModelSwitch", **more)
        self.model = to
        self.wait(1, 2)

    def change_folder(self, folder):
        old, self.cwd = self.cwd, folder
        self.emit("CwdChanged", old_cwd=old, new_cwd=folder)
        self.wait(0.01)
