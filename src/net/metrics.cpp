// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/metrics.h"

namespace dogwatch {

namespace {

class MetricsText
{
public:
    void add(const char *name, const char *type, const char *help, double value)
    {
        const QByteArray full = QByteArray("dogwatch_") + name;
        m_text += "# HELP " + full + ' ' + help + "\n# TYPE " + full + ' ' + type + '\n';
        m_text += full + ' ' + QByteArray::number(value, 'g', 15) + '\n';
    }
    void add(const char *name, const char *type, const char *help, qint64 value)
    {
        add(name, type, help, static_cast<double>(value));
    }

    [[nodiscard]] QByteArray text() && { return std::move(m_text); }

private:
    QByteArray m_text;
};

} // namespace

QByteArray prometheusText(const StoreCounts &counts, const SearchProgress &search,
                          const ServiceFigures &figures)
{
    MetricsText text;
    text.add("events", "gauge", "Events in the store.", counts.events);
    text.add("last_seq", "counter", "Sequence number of the newest event.", counts.lastSeq);
    text.add("sessions", "gauge", "Sessions in the store.", counts.sessions);
    text.add("agents", "gauge", "Agents in the store, main ones and subagents.", counts.agents);
    text.add("tool_calls", "gauge", "Tool calls in the store.", counts.toolCalls);
    text.add("dead_letters", "gauge", "Events kept that could not be processed.",
             counts.deadLetters);
    text.add("attention_items", "gauge", "Things that need a person now.", counts.openAttention);
    text.add("search_indexed_to", "counter", "The last event that can be searched.",
             search.indexedTo);
    text.add("search_behind", "gauge", "Events and transcript entries that can't be searched yet.",
             search.behind());
    text.add("store_bytes", "gauge", "Size of the store.", counts.sizeBytes);
    text.add("queue_depth", "gauge", "Events that wait for the writer.", figures.queueDepth);
    text.add("spooled", "gauge", "Events that wait in the spool.", figures.spooled);
    text.add("spool_dropped_total", "counter", "Events that found the spool full.",
             figures.spoolDropped);
    text.add("refused_total", "counter", "Events answered 503 since the start.", figures.refused);
    text.add("duplicates_total", "counter", "Events that were stored already, since the start.",
             figures.duplicates);
    text.add("commits_total", "counter", "Commits of events since the start.", figures.commits);
    text.add("commit_p50_seconds", "gauge", "Median of the recent commits.",
             figures.commitP50Ms / 1000);
    text.add("commit_p99_seconds", "gauge", "99th percentile of the recent commits.",
             figures.commitP99Ms / 1000);
    text.add("connections", "gauge", "Open connections.", figures.connections);
    text.add("ready", "gauge", "1 when events are taken.",
             static_cast<qint64>(figures.state == QLatin1String("ready") ? 1 : 0));
    return std::move(text).text();
}

} // namespace dogwatch
