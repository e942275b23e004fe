# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One recording: the hook payloads of one session in time order, one JSON object a line."""

import json
import random
import string
import uuid

BASE62 = string.ascii_letters + string.digits


class Ids:
    """Ids that look like the agents' own and are the same in each run."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def uuid(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def uuid7(self, unix_ms):
        """As Codex makes them: time first. The uuid module of Python 3.11 has no version 7."""
        value = (unix_ms << 80) | (self.random.getrandbits(76) << 4) | self.random.getrandbits(4)
        value = (value & ~(0xF << 76)) | (0x7 << 76)
        value = (value & ~(0x3 << 62)) | (0x2 << 62)
        return str(uuid.UUID(int=value & ((1 << 128) - 1)))

    def tool(self):
        return "toolu_01" + "".join(self.random.choice(BASE62) for _ in range(22))

    def call(self):
        return "call_" + "".join(self.random.choice(BASE62) for _ in range(24))

    def agent(self):
        return "a" + self.hex(16)

    def task(self):
        return "b" + "".join(
            self.random.choice(string.ascii_lowercase + string.digits) for _ in range(8)
        )

    def hex(self, length):
        return f"{self.random.getrandbits(4 * length):0{length}x}"


class Recording:
    """Events are added in any order of time; threads of work inside one session overlap."""

    def __init__(self, name, source, seed):
        self.name = name
        self.source = source
        self.ids = Ids(seed)
        self.random = random.Random(f"{seed} pace")
        self.events = []

    def add(self, at, payload):
        """`at` in seconds from the start of the demo."""
        self.events.append((round(at * 1000), len(self.events), payload))

    def lines(self, until):
        """What lies before `until` seconds, in time order; equal times keep the order of adding."""
        for at_ms, _, payload in sorted(self.events, key=lambda event: event[:2]):
            if at_ms <= until * 1000:
                record = {"at_ms": at_ms, "source": self.source, "payload": payload}
                yield json.dumps(record, ensure_ascii=False, separators=(",", ":"))
