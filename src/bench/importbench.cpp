// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/importbench.h"

#include "bench/subject.h"
#include "bench/transcriptcorpus.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <vector>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 10 * 60 * 1000;
constexpr const char *kTokenFields[] = {"input_tokens", "output_tokens", "cache_creation_tokens",
                                        "cache_read_tokens"};

struct Call
{
    double seconds = 0;
    QJsonDocument answer;
};

Result<Call> run(const QString &program, const QStringList &arguments, const QString &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, home);
    environment.insert(u"CLAUDE_CONFIG_DIR"_s, home + u"/claude"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    QElapsedTimer spent;
    spent.start();
    process.start(program, arguments);
    if (!process.waitForFinished(kPatienceMs) || process.exitCode() != 0)
        return Error{ErrorCode::Internal,
                     program + u": "_s + QString::fromUtf8(process.readAllStandardError())};
    return Call{static_cast<double>(spent.nsecsElapsed()) / 1e9,
                QJsonDocument::fromJson(process.readAllStandardOutput())};
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const double middle = values.empty() ? 0 : values[values.size() / 2];
    return std::round(middle * 1000) / 1000;
}

// What Dogwatch knows in the end: tokens of each kind, and the cost.
Result<QJsonObject> totalsOf(const QString &data, const QString &home)
{
    Result<Call> call = run(programBesideUs(u"dogwatchctl"_s),
                            {u"usage"_s, u"--json"_s, u"--data-dir"_s, data}, home);
    if (!call)
        return call.error();
    QJsonObject totals;
    const QJsonArray rows = call->answer.array();
    for (const char *field : kTokenFields) {
        qint64 sum = 0;
        for (const QJsonValue &row : rows)
            sum += row[QLatin1String(field)].toInteger();
        totals.insert(QLatin1String(field), sum);
    }
    double cost = 0;
    for (const QJsonValue &row : rows)
        cost += row[u"cost_usd"].toDouble();
    totals.insert(u"cost_usd"_s, std::round(cost * 100) / 100);
    return totals;
}

QJsonObject totalsOfOther(const QJsonObject &answer)
{
    const QJsonObject totals = answer.value(u"totals").toObject();
    return {{u"input_tokens"_s, totals.value(u"inputTokens").toInteger()},
            {u"output_tokens"_s, totals.value(u"outputTokens").toInteger()},
            {u"cache_creation_tokens"_s, totals.value(u"cacheCreationTokens").toInteger()},
            {u"cache_read_tokens"_s, totals.value(u"cacheReadTokens").toInteger()},
            {u"cost_usd"_s, std::round(totals.value(u"totalCost").toDouble() * 100) / 100}};
}

} // namespace

Result<QJsonObject> measureImport(const ImportBenchOptions &options)
{
    const QTemporaryDir folder;
    const QString home = folder.path();
    const Result<int> files = writeTranscripts(home + u"/claude"_s, options.megabytes);
    if (!files)
        return files.error();
    std::vector<double> first;
    std::vector<double> usage;
    std::vector<double> texts;
    std::vector<double> search;
    std::vector<double> again;
    std::vector<double> other;
    QJsonObject report{{u"megabytes"_s, options.megabytes}, {u"files"_s, *files}};
    for (int round = 0; round < options.rounds; ++round) {
        const QString data = folder.filePath(u"data-%1"_s.arg(round));
        const QStringList import{u"import"_s, u"--json"_s, u"--data-dir"_s, data};
        for (std::vector<double> *seconds : {&first, &again}) {
            Result<Call> call = run(programBesideUs(u"dogwatchctl"_s), import, home);
            if (!call)
                return call.error();
            seconds->push_back(call->seconds);
            const double behind = call->answer[u"texts"][u"elapsed_ms"].toDouble() / 1000;
            const double indexed = call->answer[u"search_elapsed_ms"].toDouble() / 1000;
            if (seconds == &first) {
                usage.push_back(call->seconds - behind - indexed);
                texts.push_back(behind);
                search.push_back(indexed);
            }
        }
        Result<QJsonObject> totals = totalsOf(data, home);
        if (!totals)
            return totals.error();
        report.insert(u"totals"_s, *totals);
        if (options.ccusage.isEmpty())
            continue;
        Result<Call> call =
            run(options.ccusage, {u"claude"_s, u"daily"_s, u"--json"_s, u"--offline"_s}, home);
        if (!call)
            return call.error();
        other.push_back(call->seconds);
        report.insert(u"ccusage_totals"_s, totalsOfOther(call->answer.object()));
    }
    report.insert(u"first_s"_s, median(first));
    report.insert(u"usage_known_s"_s, median(usage));
    report.insert(u"texts_s"_s, median(texts));
    report.insert(u"search_s"_s, median(search));
    report.insert(u"again_s"_s, median(again));
    if (!other.empty()) {
        report.insert(u"ccusage_s"_s, median(other));
        report.insert(u"ratio"_s, median(usage) / median(other));
    }
    return report;
}

} // namespace dogwatch
