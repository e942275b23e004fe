// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/jsondraft.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QByteArray quoted(QStringView text)
{
    QString body;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            body += u'\\';
        if (c == u'\n')
            body += "\\n"_L1;
        else if (c == u'\t')
            body += "\\t"_L1;
        else if (c.unicode() < 0x20)
            body += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            body += c;
    }
    return '"' + body.toUtf8() + '"';
}

} // namespace

JsonDraft JsonDraft::string(QStringView text)
{
    JsonDraft draft;
    draft.m_kind = JsonKind::String;
    draft.m_scalar = quoted(text);
    return draft;
}

JsonDraft JsonDraft::number(int number)
{
    JsonDraft draft;
    draft.m_kind = JsonKind::Number;
    draft.m_scalar = QByteArray::number(number);
    return draft;
}

JsonDraft JsonDraft::array(std::vector<JsonDraft> items)
{
    JsonDraft draft;
    draft.m_kind = JsonKind::Array;
    draft.m_children = std::move(items);
    return draft;
}

JsonDraft JsonDraft::object(std::vector<std::pair<QStringView, JsonDraft>> members)
{
    JsonDraft draft;
    draft.m_kind = JsonKind::Object;
    for (const auto &[key, value] : members)
        draft.m_children.push_back(value.named(key));
    return draft;
}

JsonDraft JsonDraft::copyOf(const PositionedJson &json, int index)
{
    const JsonNode &node = json.node(index);
    JsonDraft draft;
    draft.m_kind = node.kind;
    if (node.keyBegin >= 0)
        draft.m_key = json.bytes().mid(node.keyBegin, node.keyEnd - node.keyBegin);
    if (!node.isContainer())
        draft.m_scalar = json.raw(index).toByteArray();
    for (int child = node.first; child >= 0; child = json.node(child).next)
        draft.m_children.push_back(copyOf(json, child));
    return draft;
}

JsonDraft JsonDraft::named(QStringView key) const
{
    JsonDraft member = *this;
    member.m_key = quoted(key);
    return member;
}

QByteArray JsonDraft::compact() const
{
    if (!isContainer())
        return m_scalar;
    QByteArray text(1, m_kind == JsonKind::Object ? '{' : '[');
    for (const JsonDraft &child : m_children) {
        if (text.size() > 1)
            text += ',';
        if (m_kind == JsonKind::Object)
            text += child.m_key + ':';
        text += child.compact();
    }
    return text + (m_kind == JsonKind::Object ? '}' : ']');
}

QJsonValue JsonDraft::value() const
{
    const QByteArray wrapped = '[' + compact() + ']';
    return QJsonDocument::fromJson(wrapped).array().at(0);
}

} // namespace dogwatch
