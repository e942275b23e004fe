// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptfixture.h"

#include "store/transcriptlog.h"
#include "store/usagemodel.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

QList<ExpectedUsage> setsOf(const QString &listing, const QString &folder)
{
    QFile file(listing);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject sets =
        QJsonDocument::fromJson(file.readAll()).object().value(u"sets").toObject();
    QList<ExpectedUsage> all;
    for (auto it = sets.begin(); it != sets.end(); ++it) {
        const QJsonObject set = it->toObject();
        ExpectedUsage expected;
        expected.name = it.key();
        for (const QJsonValue &name : set.value(u"files").toArray())
            expected.files.append(folder + u'/' + name.toString());
        expected.messages = set.value(u"messages").toInteger();
        for (const QJsonValue &number : set.value(u"dedup").toArray())
            expected.tokens.append(number.toInteger());
        expected.dollars = set.value(u"cost").toDouble();
        all.append(expected);
    }
    return all;
}

QString describe(qint64 messages, const QList<qint64> &tokens, double dollars)
{
    QStringList numbers;
    for (const qint64 count : tokens)
        numbers.append(QString::number(count));
    return u"%1 messages, %2, $%3"_s.arg(QString::number(messages), numbers.join(u' '),
                                         QString::number(dollars, 'f', 7));
}

QList<qint64> listOf(const TokenCounts &t)
{
    return {t.input, t.output, t.cacheWrite5m, t.cacheWrite1h, t.cacheRead};
}

} // namespace

QString dataFile(const QString &name)
{
    return QStringLiteral(DOGWATCH_TEST_DATA "/transcripts/") + name;
}

QList<ExpectedUsage> ownSets()
{
    return setsOf(dataFile(u"expected.json"_s), dataFile(u"."_s));
}

QList<ExpectedUsage> sampleSets()
{
    const QString folder = qEnvironmentVariable("DOGWATCH_SAMPLES") + u"/samples"_s;
    return setsOf(folder + u"/EXPECTED_TOTALS.json"_s, folder);
}

ImportProgress TranscriptStore::import(const QStringList &paths)
{
    TranscriptImport::Options options;
    options.paths = paths;
    options.positions = importPositions(database()).value();
    TranscriptImport import(std::move(options), commitSlices());
    import.run();
    return import.progress();
}

void TranscriptStore::readOn(const QString &path)
{
    readOn(path, TranscriptPass::Usage);
    readOn(path, TranscriptPass::Texts);
}

void TranscriptStore::readOn(const QString &path, TranscriptPass pass)
{
    const Result<TranscriptFile> file = TranscriptFile::openNamed(path, {});
    QVERIFY2(file.ok(), qPrintable(path));
    TranscriptReader::Request request;
    request.path = path;
    request.from =
        transcriptPosition(database(), pass, path).value().value_or(TranscriptPosition());
    request.depth = pass == TranscriptPass::Texts ? ClaudeTranscript::Depth::Texts
                                                  : ClaudeTranscript::Depth::Everything;
    const SliceCommit commit = commitSlices();
    const auto read = m_reader.read(*file, request, [&commit](TranscriptSlice slice) {
        const auto taken = commit(std::make_shared<const std::vector<TranscriptSlice>>(
            std::vector<TranscriptSlice>{std::move(slice)}));
        return taken && taken->front();
    });
    QVERIFY(read.ok());
}

QString TranscriptStore::usage()
{
    const UsageSums sums = usageOfAll(database()).value();
    return describe(sums.messages, listOf(sums.tokens), static_cast<double>(sums.cost) / 1e12);
}

QString TranscriptStore::text(const ExpectedUsage &expected)
{
    return describe(expected.messages, expected.tokens, expected.dollars);
}

QString TranscriptStore::differenceFrom(const ExpectedUsage &expected)
{
    const UsageSums sums = usageOfAll(database()).value();
    // The oracle's dollars are rounded to six digits, halves either way.
    const bool same = sums.messages == expected.messages && listOf(sums.tokens) == expected.tokens
        && std::abs(static_cast<double>(sums.cost) / 1e12 - expected.dollars) < 0.50001e-6;
    return same ? QString() : usage() + u" and not "_s + text(expected);
}

QStringList TranscriptStore::transcriptRows()
{
    return rows(u"SELECT message_id, request_id, session.id, agent_id, usage_message.model, at, "
                "flags, counted, input, output, cache_write_5m, cache_write_1h, cache_read, "
                "web_searches, cost FROM usage_message JOIN session ON session.ref = session_ref "
                "ORDER BY message_id, request_id"_s)
        + rows(u"SELECT session.id, agent_id, usage_total.model, day, messages, unpriced, input, "
               "output, cache_write_5m, cache_write_1h, cache_read, web_searches, cost "
               "FROM usage_total JOIN session ON session.ref = session_ref "
               "ORDER BY session.id, agent_id, usage_total.model, day"_s)
        + rows(u"SELECT path, read_to, skipping FROM transcript_file ORDER BY path"_s);
}

QStringList TranscriptStore::textRows(bool places)
{
    const QString place = places
        ? u", (SELECT path FROM transcript_text WHERE id = text_id), line_at, line_length"_s
        : QString();
    QStringList all =
        rows(u"SELECT session.id, uuid, block, parent_uuid, agent_id, kind, at, prompt_id, "
             "message_id, tool_use_id, tool_name, transcript_entry.model, failed, body_encoding, "
             "hex(body)"_s
             + place
             + u" FROM transcript_entry JOIN session ON session.ref = session_ref "
               "ORDER BY session.id, uuid, block"_s)
        + rows(u"SELECT session.id, uuid, parent_uuid, agent_id FROM transcript_link "
               "JOIN session ON session.ref = session_ref ORDER BY session.id, uuid"_s)
        + rows(
            u"SELECT session.id, leaf_uuid, reported_cost, session.title FROM transcript_session "
            "JOIN session ON session.ref = session_ref ORDER BY session.id"_s);
    if (places)
        all += rows(u"SELECT path, read_to, skipping, malformed, oversized, state "
                    "FROM transcript_text ORDER BY path"_s);
    return all;
}

} // namespace dogwatch::test
