// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/importprogress.h"

#include <QJsonArray>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const PassProgress &p)
{
    return {
        {u"files_done"_s, p.filesDone},      {u"bytes_done"_s, p.bytesDone},
        {u"bytes_read"_s, p.bytesRead},      {u"malformed_lines"_s, p.malformed},
        {u"oversized_lines"_s, p.oversized}, {u"elapsed_ms"_s, p.elapsedMs},
    };
}

PassProgress passFromJson(const QJsonObject &object)
{
    PassProgress p;
    p.filesDone = object.value(u"files_done").toInteger();
    p.bytesDone = object.value(u"bytes_done").toInteger();
    p.bytesRead = object.value(u"bytes_read").toInteger();
    p.malformed = object.value(u"malformed_lines").toInteger();
    p.oversized = object.value(u"oversized_lines").toInteger();
    p.elapsedMs = object.value(u"elapsed_ms").toInteger();
    return p;
}

} // namespace

QJsonObject toJson(const ImportProgress &p)
{
    QJsonObject object = toJson(p.usage);
    QJsonObject texts = toJson(p.texts);
    texts.insert(u"entries"_s, p.entries);
    texts.insert(u"finished"_s, p.texts.finished);
    object.insert(u"files"_s, p.files);
    object.insert(u"bytes"_s, p.bytes);
    object.insert(u"answers"_s, p.answers);
    object.insert(u"usage_finished"_s, p.usage.finished);
    object.insert(u"texts"_s, texts);
    object.insert(u"finished"_s, p.finished);
    object.insert(u"search_elapsed_ms"_s, p.searchMs);
    object.insert(u"problems"_s, QJsonArray::fromStringList(p.problems));
    object.insert(u"problem_count"_s, p.problemCount);
    QJsonArray troubled;
    for (const TroubledFile &file : p.troubled)
        troubled.append(QJsonObject{{u"path"_s, file.path},
                                    {u"malformed_lines"_s, file.malformed},
                                    {u"oversized_lines"_s, file.oversized}});
    object.insert(u"troubled_files"_s, troubled);
    object.insert(u"troubled_file_count"_s, p.troubledCount);
    object.insert(u"failure"_s, p.failure.isEmpty() ? QJsonValue() : QJsonValue(p.failure));
    return object;
}

ImportProgress importProgressFromJson(const QJsonObject &object)
{
    ImportProgress p;
    p.usage = passFromJson(object);
    p.usage.finished = object.value(u"usage_finished").toBool();
    const QJsonObject texts = object.value(u"texts").toObject();
    p.texts = passFromJson(texts);
    p.texts.finished = texts.value(u"finished").toBool();
    p.entries = texts.value(u"entries").toInteger();
    p.files = object.value(u"files").toInteger();
    p.bytes = object.value(u"bytes").toInteger();
    p.answers = object.value(u"answers").toInteger();
    p.finished = object.value(u"finished").toBool();
    p.searchMs = object.value(u"search_elapsed_ms").toInteger();
    for (const QJsonValue &problem : object.value(u"problems").toArray())
        p.problems.append(problem.toString());
    p.problemCount = object.value(u"problem_count").toInteger();
    for (const QJsonValue &file : object.value(u"troubled_files").toArray())
        p.troubled.push_back({file[u"path"].toString(), file[u"malformed_lines"].toInteger(),
                              file[u"oversized_lines"].toInteger()});
    p.troubledCount = object.value(u"troubled_file_count").toInteger();
    p.failure = object.value(u"failure").toString();
    return p;
}

QString troubleText(const TroubledFile &file)
{
    QStringList parts;
    if (file.malformed > 0)
        parts.append(file.malformed == 1 ? u"1 line makes no sense"_s
                                         : u"%1 lines make no sense"_s.arg(file.malformed));
    if (file.oversized > 0)
        parts.append(file.oversized == 1 ? u"1 line is too long"_s
                                         : u"%1 lines are too long"_s.arg(file.oversized));
    return file.path + u": "_s + parts.join(u", "_s);
}

} // namespace dogwatch
