// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/searchbench.h"

#include "store/batchcommitter.h"
#include "store/database.h"
#include "store/filteredrows.h"
#include "store/searchindexer.h"
#include "store/searchmodel.h"
#include "store/statement.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kStartMs = 1'790'000'000'000;
constexpr int kEventsOfSession = 500;
constexpr int kVocabulary = 30'000;
constexpr int kWordsOfText = 60;
constexpr int kRounds = 20;
constexpr int kWarmRounds = 2;

// Words as a language has them: the n-th is about n times rarer than the first.
class Texts
{
public:
    QString text(qint64 n)
    {
        QString text = u"everywhere"_s;
        if (n % 1000 == 500)
            text += u" seldom"_s;
        for (int i = 0; i < kWordsOfText; ++i) {
            const double rank = std::pow(double(kVocabulary), m_share(m_random));
            text += u' ' + word(static_cast<int>(rank));
        }
        return text;
    }

    // Pronounceable, so that prefixes are as many words share them.
    static QString word(int rank)
    {
        static const QString consonants = u"bcdfghklmnprstvw"_s;
        static const QString vowels = u"aeiou"_s;
        QString word;
        do {
            word += consonants.at(rank % 16);
            word += vowels.at(rank / 16 % 5);
            rank /= 80;
        } while (rank > 0);
        return word;
    }

private:
    std::mt19937 m_random{1};
    std::uniform_real_distribution<double> m_share{0.0, 1.0};
};

// An agent's calls, each begun and ended; the sessions come one after the other.
Result<IncomingEvent> eventOf(qint64 n, Texts &texts)
{
    static const std::array tools{u"Bash"_s, u"Read"_s, u"Edit"_s, u"Grep"_s};
    const qint64 session = n / kEventsOfSession;
    const bool isEnd = n % 2 == 1;
    QJsonObject payload{{u"session_id"_s, u"session-%1"_s.arg(session)},
                        {u"cwd"_s, u"/home/dev/project-%1"_s.arg(session % 20)},
                        {u"tool_use_id"_s, u"call-%1"_s.arg(n / 2)},
                        {u"tool_name"_s, tools.at(static_cast<std::size_t>(n / 2 % 4))}};
    payload.insert(u"hook_event_name"_s, isEnd ? u"PostToolUse"_s : u"PreToolUse"_s);
    if (isEnd)
        payload.insert(u"tool_response"_s, QJsonObject{{u"stdout"_s, texts.text(n)}});
    else
        payload.insert(u"tool_input"_s, QJsonObject{{u"command"_s, texts.text(n)}});
    Envelope envelope;
    envelope.eventId = u"event-%1"_s.arg(n);
    envelope.source = Source::ClaudeCode;
    envelope.occurredAtMs = kStartMs + n * 100;
    envelope.receivedAtMs = envelope.occurredAtMs;
    return makeIncoming(std::move(envelope), QJsonDocument(payload).toJson(QJsonDocument::Compact),
                        {});
}

Result<void> fill(BatchCommitter &committer, qint64 events)
{
    Texts texts;
    std::vector<WriteRequest> batch;
    for (qint64 n = 0; n < events; ++n) {
        Result<IncomingEvent> event = eventOf(n, texts);
        if (!event)
            return event.error();
        batch.emplace_back().event = std::move(event).value();
        if (batch.size() < 1000 && n + 1 < events)
            continue;
        const BatchCommitter::Committed committed = committer.commit(batch);
        if (committed.storageError)
            return *committed.storageError;
        batch.clear();
    }
    return {};
}

// The times of the slices, in ms and in order.
Result<std::vector<double>> index(Database &database)
{
    SearchIndexer indexer(database);
    std::vector<double> slices;
    while (true) {
        QElapsedTimer spent;
        spent.start();
        const Result<bool> more = indexer.step([] { return false; });
        if (!more)
            return more.error();
        slices.push_back(static_cast<double>(spent.nsecsElapsed()) / 1e6);
        if (*more)
            continue;
        std::sort(slices.begin(), slices.end());
        return slices;
    }
}

qint64 storeMegabytes(Database &database)
{
    Statement size(database,
                   "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
    const Result<bool> row = size.next();
    return row && *row ? size.integer(0) / 1'000'000 : 0;
}

QStringList queries()
{
    return {
        u"everywhere"_s,
        u"seldom"_s,
        Texts::word(1),
        Texts::word(1) + u' ' + Texts::word(2),
        u"\"%1 %2\""_s.arg(Texts::word(1), Texts::word(2)),
        Texts::word(20'000) + u' ' + Texts::word(10'000),
        u"ba*"_s,
        u"bac*"_s,
        u"baca*"_s,
        u"everywh*"_s,
        u"everywhere session:session-1"_s,
        u"seldom session:session-1"_s,
        u"everywhere cwd:*project-3"_s,
        u"everywhere -cwd:*project-3"_s,
        u"seldom -cwd:*project-3"_s,
        u"everywhere kind:output tool:Grep"_s,
        u"everywhere -seldom"_s,
        u"everywhere before:2026-09-21T14:00Z"_s,
        u"cwd:*project-7 tool:Bash"_s,
        u""_s,
    };
}

Result<QJsonObject> measureQuery(Database &reader, const QString &text)
{
    const Result<Filter> filter = filterFrom(text, FilterScope::Docs);
    if (!filter)
        return filter.error();
    std::vector<double> times;
    qsizetype hits = 0;
    for (int round = 0; round < kRounds + kWarmRounds; ++round) {
        QElapsedTimer spent;
        spent.start();
        const Result<SearchPage> page = search(reader, {*filter, 50, std::nullopt});
        if (!page)
            return page.error();
        hits = static_cast<qsizetype>(page->hits.size());
        if (round >= kWarmRounds)
            times.push_back(static_cast<double>(spent.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return QJsonObject{{u"query"_s, text},
                       {u"hits"_s, hits},
                       {u"p50_ms"_s, times.at(times.size() / 2)},
                       {u"p95_ms"_s, times.at(times.size() * 95 / 100)}};
}

} // namespace

Result<QJsonObject> measureSearch(qint64 events)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"dogwatch.db"_s);
    auto writer = Database::open(path, Database::Mode::CreateIfMissing, folder.path());
    if (!writer)
        return writer.error();
    const std::atomic<bool> cancelled = false;
    BatchCommitter committer(**writer, cancelled);
    if (Result<void> resumed = committer.resume(); !resumed)
        return resumed.error();
    if (Result<void> filled = fill(committer, events); !filled)
        return filled.error();
    const qint64 megabytesBefore = storeMegabytes(**writer);
    QElapsedTimer spent;
    spent.start();
    const Result<std::vector<double>> slices = index(**writer);
    if (!slices)
        return slices.error();
    const double indexedPerSecond = static_cast<double>(events) * 1000
        / static_cast<double>(std::max<qint64>(1, spent.elapsed()));
    auto reader = Database::open(path, Database::Mode::ReadOnly);
    if (!reader)
        return reader.error();
    QJsonArray measured;
    for (const QString &text : queries()) {
        const Result<QJsonObject> one = measureQuery(**reader, text);
        if (!one)
            return one.error();
        measured.append(*one);
    }
    return QJsonObject{{u"events"_s, events},
                       {u"indexed_per_s"_s, std::round(indexedPerSecond)},
                       {u"slice_p50_ms"_s, slices->at(slices->size() / 2)},
                       {u"slice_p99_ms"_s, slices->at(slices->size() * 99 / 100)},
                       {u"slice_max_ms"_s, slices->back()},
                       {u"store_mb"_s, megabytesBefore},
                       {u"index_mb"_s, storeMegabytes(**writer) - megabytesBefore},
                       {u"queries"_s, measured}};
}

} // namespace dogwatch
