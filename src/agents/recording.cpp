// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/recording.h"

#include "agents/jsonfields.h"
#include "agents/rawjson.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Result<RecordedEvent> readLine(const QByteArray &line, Source source, qint64 lastMs)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject())
        return Error{ErrorCode::InvalidInput, u"not a JSON object"_s};
    const QJsonObject object = document.object();
    RecordedEvent event;
    event.atMs = lastMs + kPlainStepMs;
    event.source = source;
    event.payload = line;
    if (!object.value(u"payload").isObject())
        return event;
    event.atMs = integerField(object, u"at_ms").value_or(event.atMs);
    event.payload = rawMember(line, "payload").toByteArray();
    const QString name = stringField(object, u"source");
    if (const std::optional<Source> named = sourceFromName(name))
        event.source = *named;
    else if (!name.isEmpty())
        return Error{ErrorCode::InvalidInput, u"the source '%1' is not known"_s.arg(name)};
    return event;
}

} // namespace

Result<std::vector<RecordedEvent>> readRecording(const QByteArray &text, Source source)
{
    std::vector<RecordedEvent> events;
    QList<QByteArray> lines = text.split('\n');
    if (QJsonDocument::fromJson(text).isObject())
        lines = {text.trimmed()};
    int number = 0;
    for (const QByteArray &line : std::as_const(lines)) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        Result<RecordedEvent> event =
            readLine(line, source, events.empty() ? -kPlainStepMs : events.back().atMs);
        if (!event)
            return Error{ErrorCode::InvalidInput,
                         u"line %1: %2"_s.arg(QString::number(number), event.error().text)};
        events.push_back(std::move(event).value());
    }
    return events;
}

} // namespace dogwatch
