// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "demorecordings.h"

#include "agents/adapter.h"
#include "agents/recording.h"

#include <QDir>
#include <QFile>

namespace dogwatch {

using namespace Qt::StringLiterals;

QString DemoLine::event() const
{
    return text(u"hook_event_name");
}

QString DemoLine::text(QStringView key) const
{
    return payload.value(key).toString();
}

QStringList demoNames()
{
    QStringList names = QDir(u":/demo"_s).entryList({u"*.jsonl"_s}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(6);
    return names;
}

QByteArray demoBytes(const QString &name)
{
    QFile file(u":/demo/%1.jsonl"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<std::vector<DemoLine>> demoLines(const QString &name)
{
    const Result<std::vector<RecordedEvent>> events =
        readRecording(demoBytes(name), Source::Generic);
    if (!events)
        return Error{ErrorCode::InvalidInput, name + u": "_s + events.error().text};
    if (events->empty())
        return Error{ErrorCode::InvalidInput, name + u": empty"_s};
    std::vector<DemoLine> lines;
    for (const RecordedEvent &event : *events) {
        Result<QJsonObject> payload = parsePayload(event.payload);
        if (!payload)
            return payload.error();
        lines.push_back({event.atMs, event.source, std::move(payload).value()});
    }
    return lines;
}

} // namespace dogwatch
