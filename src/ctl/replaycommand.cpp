// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/recording.h"
#include "core/clock.h"
#include "core/uuid7.h"
#include "ctl/command.h"
#include "net/localclient.h"

#include <QFile>
#include <QJsonDocument>
#include <QThread>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPostMs = 20'000;
constexpr std::size_t kMostInPost = 500;
constexpr qsizetype kMostBytesInPost = 4 * 1024 * 1024;

Result<std::vector<RecordedEvent>> readAll(const CommandContext &context, Source source)
{
    std::vector<RecordedEvent> events;
    for (const QString &name : context.arguments) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::InvalidInput,
                         u"cannot read %1: %2"_s.arg(name, file.errorString())};
        Result<std::vector<RecordedEvent>> of = readRecording(file.readAll(), source);
        if (!of)
            return Error{ErrorCode::InvalidInput, name + u": "_s + of.error().text};
        events.insert(events.end(), of->begin(), of->end());
    }
    std::stable_sort(events.begin(), events.end(),
                     [](const auto &a, const auto &b) { return a.atMs < b.atMs; });
    return events;
}

QByteArray elementOf(const RecordedEvent &event)
{
    const qint64 now = SystemClock().nowMs();
    return R"({"event_id":")" + makeUuid7(now).toLatin1() + R"(","source":")"
        + sourceName(event.source).toLatin1() + R"(","observed_at":)" + QByteArray::number(now)
        + R"(,"payload":)" + event.payload + '}';
}

// How many of the results name an event that was stored.
Result<qint64> countStored(const LocalAnswer &answer)
{
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    if (answer.status != 200)
        return Error{ErrorCode::InvalidInput,
                     u"the app answered %1: %2"_s.arg(answer.status)
                         .arg(body.value(u"error").toObject().value(u"message").toString())};
    qint64 stored = 0;
    const QJsonArray results = body.value(u"results").toArray();
    for (const QJsonValue &result : results)
        stored += result.toObject().contains(u"seq") ? 1 : 0;
    return stored;
}

class Player
{
public:
    Player(const DataFolder &folder, double speed)
        : m_folder(folder)
        , m_speed(speed)
    { }

    Result<void> play(const std::vector<RecordedEvent> &events)
    {
        const SystemClock clock;
        const qint64 start = clock.monotonicMs();
        for (const RecordedEvent &event : events) {
            const qint64 due =
                m_speed > 0 ? static_cast<qint64>(static_cast<double>(event.atMs) / m_speed) : 0;
            const qint64 wait = start + due - clock.monotonicMs();
            if (wait > 0) {
                if (Result<void> sent = flush(); !sent)
                    return sent;
                QThread::msleep(static_cast<unsigned long>(wait));
            }
            m_batch.push_back(elementOf(event));
            m_bytes += m_batch.back().size();
            if (m_batch.size() >= kMostInPost || m_bytes >= kMostBytesInPost) {
                if (Result<void> sent = flush(); !sent)
                    return sent;
            }
        }
        return flush();
    }

    [[nodiscard]] qint64 stored() const { return m_stored; }

private:
    Result<void> flush()
    {
        if (m_batch.empty())
            return {};
        LocalRequest request;
        request.method = "POST";
        request.path = "/api/events";
        request.headers = "Dogwatch-Origin: replay\r\n";
        request.body = R"({"events":[)";
        for (const QByteArray &element : m_batch)
            request.body += element + ',';
        request.body.back() = ']';
        request.body += '}';
        m_batch.clear();
        m_bytes = 0;
        Result<LocalAnswer> answer = askLocally(m_folder.socket(), request, kPostMs);
        if (!answer)
            return answer.error();
        Result<qint64> stored = countStored(*answer);
        if (!stored)
            return stored.error();
        m_stored += *stored;
        return {};
    }

    const DataFolder &m_folder;
    const double m_speed;
    std::vector<QByteArray> m_batch;
    qsizetype m_bytes = 0;
    qint64 m_stored = 0;
};

} // namespace

Exit runReplay(const CommandContext &context)
{
    if (context.arguments.isEmpty())
        return context.output.fail(u"which files?"_s, Exit::WrongUsage);
    bool isNumber = true;
    const double speed = context.options.isSet(u"speed"_s)
        ? context.options.value(u"speed"_s).toDouble(&isNumber)
        : 0;
    const QString name =
        context.options.isSet(u"source"_s) ? context.options.value(u"source"_s) : u"claude-code"_s;
    const std::optional<Source> source = sourceFromName(name);
    if (!isNumber || speed < 0 || !source)
        return context.output.fail(u"--speed wants a number from 0 on, --source a known agent"_s,
                                   Exit::WrongUsage);
    Result<std::vector<RecordedEvent>> events = readAll(context, *source);
    if (!events)
        return context.output.fail(events.error());
    Player player(context.folder, speed);
    if (Result<void> played = player.play(*events); !played)
        return context.output.fail(played.error());
    const auto sent = static_cast<qint64>(events->size());
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"sent"_s, sent}, {u"stored"_s, player.stored()}});
    else
        context.output.line(u"%1 sent, %2 stored."_s.arg(sent).arg(player.stored()));
    return player.stored() == sent ? Exit::Done : Exit::Failed;
}

} // namespace dogwatch
