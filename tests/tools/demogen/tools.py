# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tool calls of Claude Code: what goes in, what comes out, how long it takes."""


class Call:
    """`takes` is a range of seconds; `text` is what the batch report shows of the answer."""

    def __init__(
        self, name, given, response, text, takes=(0.01, 0.08), error=None, answered=None, extra=None
    ):
        self.name = name
        self.input = given
        self.response = response
        self.text = text
        self.takes = takes
        self.error = error
        self.answered = answered
        self.extra = extra or {}
        self.id = None


def bash(command, out="", description="", takes=(0.4, 6), timeout=None):
    given = {"command": command, "description": description or "Run " + command.split()[0]}
    if timeout:
        given["timeout"] = timeout
    answer = {
        "stdout": out,
        "stderr": "",
        "interrupted": False,
        "isImage": False,
        "noOutputExpected": False,
    }
    return Call("Bash", given, answer, out, takes)


def bash_fails(command, code, out, description="", takes=(1, 9)):
    call = bash(command, out, description, takes)
    call.error = f"Exit code {code}\n{out}"
    call.text = call.error
    return call


def read(path, content, first=1):
    lines = content.count("\n") + 1
    given = {"file_path": path}
    answer = {
        "type": "text",
        "file": {
            "filePath": path,
            "content": content,
            "numLines": lines,
            "startLine": first,
            "totalLines": lines,
        },
    }
    return Call("Read", given, answer, content, (0.003, 0.04))


def read_missing(path, cwd):
    error = f"File does not exist. Note: your current working directory is {cwd}."
    return Call(
        "Read",
        {"file_path": path},
        None,
        f"<tool_use_error>{error}</tool_use_error>",
        (0.002, 0.01),
        error=error,
    )


def write(path, content):
    answer = {
        "type": "create",
        "filePath": path,
        "content": content,
        "structuredPatch": [],
        "originalFile": None,
        "userModified": False,
    }
    return Call(
        "Write",
        {"file_path": path, "content": content},
        answer,
        f"File created successfully at: {path}",
        (0.006, 0.05),
    )


def edit(path, old, new, line=40):
    given = {"file_path": path, "old_string": old, "new_string": new, "replace_all": False}
    patch = [
        {
            "oldStart": line,
            "oldLines": 1 + old.count("\n"),
            "newStart": line,
            "newLines": 1 + new.count("\n"),
            "lines": ["-" + part for part in old.split("\n")]
            + ["+" + part for part in new.split("\n")],
        }
    ]
    answer = {
        "filePath": path,
        "oldString": old,
        "newString": new,
        "originalFile": old + "\n",
        "structuredPatch": patch,
        "userModified": False,
        "replaceAll": False,
    }
    return Call("Edit", given, answer, f"The file {path} has been updated.", (0.004, 0.05))


def grep(pattern, path, files):
    answer = {"mode": "files_with_matches", "filenames": files, "numFiles": len(files)}
    return Call(
        "Grep",
        {"pattern": pattern, "path": path},
        answer,
        f"Found {len(files)} files\n" + "\n".join(files),
        (0.02, 0.3),
    )


def glob(pattern, files):
    answer = {"filenames": files, "durationMs": 14, "numFiles": len(files), "truncated": False}
    return Call("Glob", {"pattern": pattern}, answer, "\n".join(files), (0.02, 0.2))


def web_fetch(url, question, found):
    answer = {
        "bytes": 48213,
        "code": 200,
        "codeText": "OK",
        "result": found,
        "durationMs": 2100,
        "url": url,
    }
    return Call("WebFetch", {"url": url, "prompt": question}, answer, found, (1.2, 4))


def question(text, header, options, chosen):
    """Asked of the person; `answered` is how the input looks once it has been."""
    asked = [
        {
            "question": text,
            "header": header,
            "multiSelect": False,
            "options": [{"label": label, "description": why} for label, why in options],
        }
    ]
    answers = {"questions": asked, "answers": {text: chosen}, "annotations": {}}
    return Call(
        "AskUserQuestion",
        {"questions": asked},
        answers,
        f'Your questions have been answered: "{text}"="{chosen}".',
        (0.001, 0.002),
        answered=answers,
    )


def plan():
    return Call(
        "ExitPlanMode",
        {},
        {"plan": None, "isAgent": False},
        "The plan was approved.",
        (0.001, 0.003),
    )


def task_create(number, subject, description):
    answer = {"task": {"id": str(number), "subject": subject, "description": description}}
    given = {"subject": subject, "description": description, "activeForm": subject}
    return Call("TaskCreate", given, answer, f"Task #{number} created successfully: {subject}")


def task_update(number, before, after):
    answer = {
        "success": True,
        "taskId": str(number),
        "updatedFields": ["status"],
        "statusChange": {"from": before, "to": after},
    }
    return Call(
        "TaskUpdate",
        {"taskId": str(number), "status": after},
        answer,
        f"Updated task #{number} status",
    )


def mcp(server, tool, given, text, takes=(0.3, 2)):
    return Call(
        f"mcp__{server}__{tool}",
        given,
        [{"type": "text", "text": text}],
        text,
        takes,
        extra={"mcp_server": {"name": server, "source": "project"}},
    )
