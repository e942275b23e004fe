// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/jsondraft.h"
#include "agents/positionedjson.h"

#include <QByteArray>

#include <set>
#include <vector>

namespace dogwatch {

// Edits of a JSON text that follow the text's own layout: its indentation, its line ends, one line
// or many, a blank after the colon or none. Each returns what to replace where; nothing outside
// that span is touched. All pure functions, usable in any thread.
struct TextEdit
{
    int begin = 0;
    int end = 0;
    QByteArray text;
};

// Adds to the end of an object (drafts with keys) or an array.
[[nodiscard]] TextEdit appendChildren(const PositionedJson &json, int container,
                                      const std::vector<JsonDraft> &children);
// Puts another value in the place of one that is there; its key stays.
[[nodiscard]] TextEdit replaceValue(const PositionedJson &json, int index,
                                    const JsonDraft &replacement);
// Takes children out of their containers, each with its key and one comma: the inverse of
// appendChildren for what was added to a container that was not empty. None may be inside another.
[[nodiscard]] std::vector<TextEdit> removeChildren(const PositionedJson &json,
                                                   const std::set<int> &indexes);

// The spans must not overlap.
[[nodiscard]] QByteArray applyEdits(QByteArray text, std::vector<TextEdit> edits);

// A whole file: two spaces, line feeds, the way the agent itself writes its settings.
[[nodiscard]] QByteArray newDocument(const JsonDraft &root);

} // namespace dogwatch
