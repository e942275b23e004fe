// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/jsontextedit.h"

#include <QByteArrayView>

#include <algorithm>

namespace dogwatch {

namespace {

struct Layout
{
    QByteArray lineEnd = "\n";
    QByteArray indentUnit = "  ";
    QByteArray colon = ": ";
    QByteArray inlineGap; // after a comma inside one line
    bool spread = true; // one child a line
};

QByteArrayView span(const PositionedJson &json, int begin, int end)
{
    return QByteArrayView(json.bytes()).sliced(begin, end - begin);
}

// What stands between the opening bracket or the comma and the child.
QByteArrayView leadingSpace(const PositionedJson &json, int index)
{
    const JsonNode &node = json.node(index);
    const QByteArrayView bytes(json.bytes());
    int begin = node.start();
    while (begin > 0 && QByteArrayView(" \t\r\n").contains(bytes[begin - 1]))
        --begin;
    return bytes.sliced(begin, node.start() - begin);
}

bool isSpread(const PositionedJson &json, int container)
{
    const int first = json.node(container).first;
    return first >= 0 && leadingSpace(json, first).contains('\n');
}

QByteArray afterLastLineEnd(QByteArrayView space)
{
    return space.sliced(space.lastIndexOf('\n') + 1).toByteArray();
}

// A file may hold both kinds: next to a child its own is the right one.
QByteArray lineEndOf(QByteArrayView space)
{
    const qsizetype last = space.lastIndexOf('\n');
    return last > 0 && space[last - 1] == '\r' ? "\r\n" : "\n";
}

// The indentation of the line that the position is in.
QByteArray lineIndent(const PositionedJson &json, int position)
{
    const QByteArrayView bytes(json.bytes());
    qsizetype begin = bytes.first(position).lastIndexOf('\n') + 1;
    if (begin == 0 && hasByteOrderMark(json.bytes()))
        begin = 3;
    qsizetype end = begin;
    while (end < position && (bytes[end] == ' ' || bytes[end] == '\t'))
        ++end;
    return bytes.sliced(begin, end - begin).toByteArray();
}

QByteArray colonOf(const PositionedJson &json, const QByteArray &fallback)
{
    const int first = json.node(json.root()).first;
    if (first < 0 || json.node(first).keyBegin < 0)
        return fallback;
    const JsonNode &member = json.node(first);
    const QByteArrayView between = span(json, member.keyEnd, member.begin);
    return between.contains('\n') ? fallback : between.toByteArray();
}

Layout layoutOf(const PositionedJson &json)
{
    Layout layout;
    const QByteArrayView bytes(json.bytes());
    // A string holds no raw line end, so that the first one is layout.
    layout.lineEnd = lineEndOf(bytes.first(bytes.indexOf('\n') + 1));
    const JsonNode &root = json.node(json.root());
    layout.colon = colonOf(json, layout.colon);
    if (root.first < 0)
        return layout;
    layout.spread = isSpread(json, json.root());
    const QByteArrayView leading = leadingSpace(json, root.first);
    if (layout.spread)
        layout.indentUnit = afterLastLineEnd(leading).mid(lineIndent(json, root.begin).size());
    if (root.first != root.last && !leadingSpace(json, root.last).contains('\n'))
        layout.inlineGap = leadingSpace(json, root.last).toByteArray();
    else if (layout.colon.endsWith(' '))
        layout.inlineGap = " ";
    return layout;
}

QByteArray rendered(const JsonDraft &draft, const Layout &layout, const QByteArray &indent)
{
    if (!draft.isContainer())
        return draft.scalar();
    const bool isObject = draft.kind() == JsonKind::Object;
    QByteArray text(1, isObject ? '{' : '[');
    const QByteArray inner = indent + layout.indentUnit;
    bool first = true;
    for (const JsonDraft &child : draft.children()) {
        if (!first)
            text += ',';
        if (layout.spread)
            text += layout.lineEnd + inner;
        else if (!first)
            text += layout.inlineGap;
        if (isObject)
            text += child.key() + layout.colon;
        text += rendered(child, layout, inner);
        first = false;
    }
    if (layout.spread && !first)
        text += layout.lineEnd + indent;
    return text + (isObject ? '}' : ']');
}

// Key and value of each, a comma and `gap` before all but the first.
QByteArray renderedList(const std::vector<JsonDraft> &children, const Layout &layout,
                        const QByteArray &indent, const QByteArray &gap)
{
    QByteArray text;
    for (const JsonDraft &child : children) {
        if (!text.isEmpty())
            text += ',' + gap;
        if (!child.key().isEmpty())
            text += child.key() + layout.colon;
        text += rendered(child, layout, indent);
    }
    return text;
}

TextEdit fillEmpty(const PositionedJson &json, const JsonNode &container,
                   const std::vector<JsonDraft> &children, const Layout &layout)
{
    TextEdit edit{container.begin + 1, container.end - 1, {}};
    if (!layout.spread) {
        edit.text = renderedList(children, layout, {}, layout.inlineGap);
        return edit;
    }
    const QByteArray outer = layout.lineEnd + lineIndent(json, container.begin);
    const QByteArray inner = outer + layout.indentUnit;
    edit.text = inner + renderedList(children, layout, afterLastLineEnd(inner), inner) + outer;
    return edit;
}

} // namespace

TextEdit appendChildren(const PositionedJson &json, int container,
                        const std::vector<JsonDraft> &children)
{
    Layout layout = layoutOf(json);
    const JsonNode &node = json.node(container);
    if (node.last < 0)
        return fillEmpty(json, node, children, layout);

    const QByteArrayView leading = leadingSpace(json, node.last);
    layout.spread = leading.contains('\n');
    QByteArray gap;
    QByteArray indent;
    if (layout.spread) {
        layout.lineEnd = lineEndOf(leading);
        indent = afterLastLineEnd(leading);
        gap = layout.lineEnd + indent;
    } else if (node.first != node.last || !leading.isEmpty()) {
        gap = leading.toByteArray();
    } else {
        gap = layout.inlineGap;
    }
    const int end = json.node(node.last).end;
    return {end, end, ',' + gap + renderedList(children, layout, indent, gap)};
}

TextEdit replaceValue(const PositionedJson &json, int index, const JsonDraft &replacement)
{
    Layout layout = layoutOf(json);
    const JsonNode &node = json.node(index);
    if (node.first >= 0)
        layout.spread = isSpread(json, index);
    if (node.first >= 0 && layout.spread)
        layout.lineEnd = lineEndOf(leadingSpace(json, node.first));
    return {node.begin, node.end, rendered(replacement, layout, lineIndent(json, node.begin))};
}

std::vector<TextEdit> removeChildren(const PositionedJson &json, const std::set<int> &indexes)
{
    std::vector<TextEdit> edits;
    for (const int index : indexes) {
        const JsonNode &first = json.node(index);
        if (indexes.contains(first.previous))
            continue;
        int last = index;
        while (indexes.contains(json.node(last).next))
            last = json.node(last).next;
        const JsonNode &end = json.node(last);
        const JsonNode &container = json.node(first.parent);
        if (first.previous >= 0)
            edits.push_back({json.node(first.previous).end, end.end, {}});
        else if (end.next >= 0)
            edits.push_back({first.start(), json.node(end.next).start(), {}});
        else
            edits.push_back({container.begin + 1, container.end - 1, {}});
    }
    return edits;
}

QByteArray applyEdits(QByteArray text, std::vector<TextEdit> edits)
{
    std::sort(edits.begin(), edits.end(),
              [](const TextEdit &a, const TextEdit &b) { return a.begin > b.begin; });
    for (const TextEdit &edit : edits)
        text.replace(edit.begin, edit.end - edit.begin, edit.text);
    return text;
}

QByteArray newDocument(const JsonDraft &root)
{
    return rendered(root, Layout(), {}) + '\n';
}

} // namespace dogwatch
