// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/searchdoc.h"

#include "agents/jsonfields.h"
#include "core/texts.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QtEndian>

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// unicode61 takes characters for private use as letters, and no key types them.
constexpr QChar kMark(0xE000);
constexpr int kDeepest = 16;

// Long copies of what an edit changes, of which the path says enough, and pictures.
constexpr std::array<QStringView, 7> kPassedOver{u"originalFile",   u"oldString",  u"newString",
                                                 u"old_string",     u"new_string", u"base64",
                                                 u"structuredPatch"};

bool isPassedOver(const QString &name, const QJsonValue &value)
{
    if (name == "data"_L1) // of a picture; else something with texts in it
        return value.isString();
    return std::find(kPassedOver.begin(), kPassedOver.end(), name) != kPassedOver.end();
}

// All texts of a value, one a line, until there are enough.
void addTexts(const QJsonValue &value, QString &text, int depth = 0)
{
    if (text.size() >= kLongestSearchText || depth > kDeepest)
        return;
    if (value.isString()) {
        const QString found = value.toString();
        if (found.isEmpty())
            return;
        if (!text.isEmpty())
            text += u'\n';
        text += QStringView(found).left(kLongestSearchText);
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            addTexts(item, text, depth + 1);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!isPassedOver(it.key(), it.value()))
                addTexts(it.value(), text, depth + 1);
        }
    }
}

// A file's content that a tool writes is no text about it, and long.
QString inputText(const QJsonValue &input)
{
    QJsonObject object = input.toObject();
    object.remove(u"content"_s);
    object.remove(u"edits"_s);
    QString text;
    addTexts(input.isObject() ? QJsonValue(object) : input, text);
    return text;
}

QString allTexts(const QJsonValue &value)
{
    QString text;
    addTexts(value, text);
    return text;
}

// Of parts with a mark between them that no part holds.
qint64 keyOf(SessionRef session, const QStringList &parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArray::number(static_cast<qint64>(session)));
    for (const QString &part : parts) {
        hash.addData(QByteArrayView("\0", 1));
        hash.addData(part.toUtf8());
    }
    return qFromLittleEndian<qint64>(hash.result().constData());
}

enum class Tells {
    Prompt,
    Input,
    Output,
    Failure,
    Said,
    TurnFailure,
};

struct TypeTells
{
    QStringView type;
    Tells tells;
};

constexpr std::array kTypes{
    TypeTells{u"UserPromptSubmit", Tells::Prompt},
    TypeTells{u"PreToolUse", Tells::Input},
    TypeTells{u"PostToolUse", Tells::Output},
    TypeTells{u"PostToolUseFailure", Tells::Failure},
    TypeTells{u"Stop", Tells::Said},
    TypeTells{u"SubagentStop", Tells::Said},
    TypeTells{u"StopFailure", Tells::TurnFailure},
};

std::optional<Tells> whatTells(const QString &type)
{
    for (const TypeTells &known : kTypes) {
        if (type == known.type)
            return known.tells;
    }
    return std::nullopt;
}

// By what hooks and transcripts both know, so that the same thing has one key.
QStringList promptKey(const QString &promptId, qint64 block, const QString &text)
{
    if (promptId.isEmpty())
        return {u"prompt"_s, text.trimmed()};
    return {u"prompt-id"_s, promptId, QString::number(block)};
}

QStringList callKey(const QString &what, const QString &toolUseId, const QString &text)
{
    return {what, toolUseId, toolUseId.isEmpty() ? text : QString()};
}

std::optional<SearchDoc> finished(SearchDoc doc, const QString &text, const QStringList &key)
{
    if (text.trimmed().isEmpty())
        return std::nullopt;
    doc.text = cut(text, kLongestSearchText);
    doc.key = keyOf(doc.session, key);
    return doc;
}

// Of a result, which is a text or has one in some field.
QString outputText(const QJsonObject &object, QStringView textField, QStringView resultField)
{
    const QString text = stringField(object, textField);
    return text.isEmpty() ? allTexts(object.value(resultField)) : text;
}

} // namespace

bool mayHaveText(const QString &eventType)
{
    return whatTells(eventType).has_value();
}

std::optional<SearchDoc> searchDocOf(const StoredEvent &event, const QJsonObject &payload)
{
    const std::optional<Tells> tells = whatTells(event.type);
    if (!tells)
        return std::nullopt;
    SearchDoc doc;
    doc.session = event.session;
    doc.agentId = event.agentId;
    doc.toolName = event.toolName;
    doc.toolUseId = event.toolUseId;
    doc.atMs = event.atMs;
    doc.seq = event.seq;
    QString text;
    switch (*tells) {
    case Tells::Prompt:
        doc.kind = TextKind::Prompt;
        text = stringField(payload, u"prompt");
        return finished(doc, text, promptKey(event.promptId, 0, text));
    case Tells::Input:
        doc.kind = TextKind::Call;
        text = inputText(payload.value(u"tool_input"));
        return finished(doc, text, callKey(u"in"_s, event.toolUseId, text));
    case Tells::Output:
        doc.kind = TextKind::Output;
        text = allTexts(payload.value(u"tool_response"));
        return finished(doc, text, callKey(u"out"_s, event.toolUseId, text));
    case Tells::Failure:
        doc.kind = TextKind::Error;
        text = outputText(payload, u"error", u"tool_response");
        return finished(doc, text, callKey(u"out"_s, event.toolUseId, text));
    case Tells::Said:
        doc.kind = TextKind::Answer;
        text = stringField(payload, u"last_assistant_message");
        return finished(doc, text, {u"answer"_s, text.trimmed()});
    case Tells::TurnFailure:
        doc.kind = TextKind::Error;
        text = firstString(payload, {u"error_details", u"last_assistant_message", u"error"});
        return finished(doc, text, {u"failure"_s, text.trimmed()});
    }
    return std::nullopt;
}

std::optional<SearchDoc> searchDocOf(const StoredEntry &entry, const QJsonObject &body)
{
    SearchDoc doc;
    doc.session = entry.session;
    doc.agentId = entry.agentId;
    doc.toolName = entry.toolName;
    doc.toolUseId = entry.toolUseId;
    doc.atMs = entry.atMs;
    doc.entry = entry.id;
    const QString text = stringField(body, u"text");
    const QStringList ownKey{u"entry"_s, entry.uuid, QString::number(entry.block)};
    switch (entry.kind) {
    case EntryKind::Prompt:
        doc.kind = TextKind::Prompt;
        return finished(doc, text, promptKey(entry.promptId, entry.block, text));
    case EntryKind::Answer:
        doc.kind = TextKind::Answer;
        return finished(doc, text, {u"answer"_s, text.trimmed()});
    case EntryKind::Thinking:
        doc.kind = TextKind::Thinking;
        return finished(doc, text, ownKey);
    case EntryKind::ToolCall: {
        doc.kind = TextKind::Call;
        const QString input = inputText(body.value(u"input"));
        return finished(doc, input, callKey(u"in"_s, entry.toolUseId, input));
    }
    case EntryKind::ToolResult: {
        doc.kind = entry.failed ? TextKind::Error : TextKind::Output;
        const QString output = outputText(body, u"text", u"result");
        return finished(doc, output, callKey(u"out"_s, entry.toolUseId, output));
    }
    case EntryKind::ApiError:
        doc.kind = TextKind::Error;
        return finished(doc, text, {u"failure"_s, text.trimmed()});
    case EntryKind::Refused:
        doc.kind = TextKind::Error;
        return finished(doc, text, ownKey);
    case EntryKind::Compacted:
    case EntryKind::AgentReport:
    case EntryKind::Notice:
        doc.kind = TextKind::Note;
        return finished(doc, text, ownKey);
    case EntryKind::ApiRetry: // of which there are many that say the same
    case EntryKind::Interrupted:
    case EntryKind::ModelChanged:
    case EntryKind::TurnEnded:
        break;
    }
    return std::nullopt;
}

QByteArray indexedText(const SearchDoc &doc)
{
    QString text = anyDocWord() + u' ' + sessionWord(doc.session) + u' ' + kindWord(doc.kind);
    if (!doc.toolName.isEmpty())
        text += u' ' + toolWord(doc.toolName);
    return QString(text + u'\n' + searchableText(doc.text)).toUtf8();
}

QString anyDocWord()
{
    return kMark + u"a"_s;
}

QString sessionWord(SessionRef session)
{
    return kMark + u"s"_s + QString::number(static_cast<qint64>(session));
}

QString kindWord(TextKind kind)
{
    return kMark + u"k"_s + QString::number(static_cast<int>(kind));
}

QString toolWord(const QString &toolName)
{
    QByteArray name = toolName.toUtf8();
    for (char &c : name) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    }
    return kMark + u"t"_s + QString::fromLatin1(name.toHex());
}

QString searchableText(QString text)
{
    return text.replace(kMark, u' ');
}

} // namespace dogwatch
