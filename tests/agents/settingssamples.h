// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <vector>

namespace dogwatch::test {

// Settings as people and programs leave them behind, none with a hook of ours.
struct SettingsSample
{
    const char *name;
    QByteArray text;
    // Taking the hooks out gives the bytes back by the text alone. Where a container was empty, or
    // the text blank, the white space in it is known from the backup only.
    bool isExact = true;
};

inline QByteArray manyRules()
{
    QByteArray text = "{\n  \"permissions\": {\n    \"allow\": [";
    for (int i = 0; i < 20'000; ++i)
        text += (i ? "," : "") + QByteArray("\n      \"Bash(make target-") + QByteArray::number(i)
            + ")\"";
    return text + "\n    ]\n  }\n}\n";
}

inline std::vector<SettingsSample> settingsSamples()
{
    return {
        {"empty file", "", false},
        {"blank lines", " \r\n\t\n", false},
        {"byte order mark alone", "\xEF\xBB\xBF", false},
        {"empty object", "{}"},
        {"empty object, line end", "{}\n"},
        {"empty object with a blank", "{ }", false},
        {"empty object on two lines", "{\n}\n", false},
        {"pretty", "{\n  \"model\": \"opus\",\n  \"env\": {\n    \"A\": \"1\"\n  }\n}\n"},
        {"four spaces, no line end",
         "{\n    \"model\": \"opus\",\n    \"list\": [\n        1,\n        2\n    ]\n}"},
        {"tabs", "{\n\t\"model\": \"opus\",\n\t\"list\": [\n\t\t1\n\t]\n}\n"},
        {"CRLF",
         "{\r\n  \"model\": \"opus\",\r\n  \"hooks\": {\r\n    \"Stop\": [\r\n      {\r\n"
         "        \"hooks\": []\r\n      }\r\n    ]\r\n  }\r\n}\r\n"},
        {"byte order mark", "\xEF\xBB\xBF{\n  \"model\": \"opus\"\n}\n"},
        {"one line", R"({"model":"opus","permissions":{"allow":["Bash"]}})"},
        {"one line with blanks", R"({"model": "opus", "permissions": {"allow": ["Bash"]}})"},
        {"one line, padded", "{ \"model\" : \"opus\" }\n\n"},
        {"no indentation", "{\n\"model\": \"opus\",\n\"x\": {\n\"y\": 1\n}\n}\n"},
        {"comma first", "{ \"a\": 1\n, \"b\": 2\n}\n"},
        {"odd spacing", "\n\n  {\"a\" :1 ,\n\n\n   \"b\":[ 1,2 ,3 ]\n ,\"c\":{ } }  \n"},
        {"empty hooks", "{\n  \"hooks\": {}\n}\n", false},
        {"empty hooks in one line", R"({"hooks":{},"a":1})", false},
        {"empty event", "{\n  \"hooks\": {\n    \"Stop\": []\n  }\n}\n", false},
        {"hooks of others",
         "{\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\n        \"matcher\": \"Bash\",\n"
         "        \"hooks\": [\n          {\n            \"type\": \"command\",\n"
         "            \"command\": \"/usr/bin/guard\"\n          }\n        ]\n      }\n    ],\n"
         "    \"Stop\": [\n      { \"hooks\": [ { \"type\": \"http\", \"url\": "
         "\"http://127.0.0.1:9/x\" } ] }\n"
         "    ]\n  },\n  \"model\": \"opus\"\n}\n"},
        {"hooks of others in one line",
         R"({"hooks":{"Stop":[{"hooks":[{"type":"command","command":"x"}]}]},"z":[]})"},
        {"an event that is not known", R"({"hooks": {"NewEvent": [], "$note": "mine"}})"},
        {"malformed entries of others",
         R"({"hooks": {"Stop": [1, {"hooks": "x"}, {"matcher": 3, "hooks": [{}]}]}})"},
        {"hooks twice", "{\n  \"hooks\": {\"Stop\": [1]},\n  \"hooks\": {\"Stop\": [2]}\n}\n"},
        {"hooks twice, the first no object", R"({"hooks": 1, "hooks": {"a": []}})"},
        {"hooks twice, the last empty", R"({"hooks": {"Stop": [1]}, "hooks": {}})"},
        {"an event twice", R"({"hooks": {"Stop": [1], "x": [], "Stop": [2]}})"},
        {"an event twice, the last empty", R"({"hooks": {"Stop": [1], "Stop": []}})"},
        {"escaped key", R"({"\u0068ooks": {"St\u006fp": [2]}, "n": 12345678901234567890123})"},
        {"unicode",
         "{\n  \"größe\": \"\\ud83d\\udc15 \xF0\x9F\x90\x95 \\u0000 \\/\",\n  \"e\": -0.10E+2\n}"},
        {"both line ends",
         "{\"hooks\": {\"Stop\": [\n], \"Setup\": [\r\n\t{\r\n\t\t\"hooks\": []\r\n\t}\r\n]}}",
         false},
        {"huge", manyRules()},
    };
}

} // namespace dogwatch::test
