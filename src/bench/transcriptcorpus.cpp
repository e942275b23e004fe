// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/transcriptcorpus.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <random>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kFileBytes = 1'500'000; // of a session; its subagents have a quarter each
constexpr qint64 kFirstMs = 1'762'000'000'000; // November 2025
constexpr qint64 kSessionEveryMs = 40LL * 60 * 1000;

constexpr const char *kModels[] = {"claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929",
                                   "claude-haiku-4-5-20251001"};
constexpr const char *kTools[] = {"Bash", "Read", "Edit", "Grep", "Write"};

// Words of code and speech, in an order that no two messages share.
class Words
{
public:
    explicit Words(quint32 seed)
        : m_random(seed)
    { }

    QByteArray text(int bytes)
    {
        static constexpr const char *kWords[] = {
            "the ",     "return ",      "value ", "test ",  "in ",      "src/app/main.cpp ",
            "failed: ", "const ",       "auto ",  "reads ", "at line ", "session ",
            "\\n    ",  "\\\"id\\\": ", "error ", "0x7f ",  "and ",     "commit "};
        QByteArray made;
        made.reserve(bytes + 32);
        while (made.size() < bytes) {
            const auto bits = static_cast<quint32>(m_random());
            made += kWords[bits % std::size(kWords)];
            if (bits % 7 == 0)
                made += QByteArray::number(bits, 36) + ' ';
        }
        return made;
    }
    QByteArray id(const char *prefix)
    {
        return prefix + QByteArray::number(quint64(m_random()) << 32 | m_random(), 36);
    }
    int number(int least, int most)
    {
        return least + static_cast<int>(m_random() % static_cast<quint32>(most - least + 1));
    }

private:
    std::mt19937 m_random;
};

// The lines of one file.
class Lines
{
public:
    Lines(quint32 seed, const QByteArray &session, const QByteArray &agent, qint64 startMs)
        : m_words(seed)
        , m_session(session)
        , m_sidechain(agent.isEmpty() ? QByteArray("false")
                                      : QByteArray(R"(true,"agentId":")" + agent + '"'))
        , m_atMs(startMs)
        , m_model(kModels[seed % std::size(kModels)])
    { }

    QByteArray opening()
    {
        return line("attachment",
                    R"("attachment":{"type":"environment","content":")" + m_words.text(20'000)
                        + R"("})");
    }

    // A prompt, what the model makes of it, and the results of its tools.
    QByteArray turn()
    {
        QByteArray made = line("user",
                               R"("message":{"role":"user","content":")"
                                   + m_words.text(m_words.number(60, 900)) + R"("})");
        for (int i = m_words.number(2, 6); i > 0; --i) {
            const QByteArray message = m_words.id("msg_");
            const QByteArray request = m_words.id("req_");
            const QByteArray usage = usageText();
            const QByteArray call = m_words.id("toolu_");
            made += answer(message, request, usage,
                           R"({"type":"text","text":")" + m_words.text(600) + R"("})");
            made += answer(message, request, usage,
                           R"({"type":"tool_use","id":")" + call + R"(","name":")"
                               + kTools[m_words.number(0, 4)] + R"(","input":{"command":")"
                               + m_words.text(200) + R"("}})");
            const QByteArray result = m_words.text(m_words.number(100, 9000));
            made += line(
                "user",
                R"("message":{"role":"user","content":[{"type":"tool_result","tool_use_id":")"
                    + call + R"(","content":")" + result + R"("}]},"toolUseResult":{"stdout":")"
                    + result + R"(","stderr":"","interrupted":false})");
        }
        return made + line("system", R"("subtype":"turn_duration","durationMs":22830)");
    }

private:
    QByteArray usageText()
    {
        const int write = m_words.number(0, 4000);
        return R"("usage":{"input_tokens":)" + QByteArray::number(m_words.number(1, 900))
            + R"(,"cache_creation_input_tokens":)" + QByteArray::number(write)
            + R"(,"cache_read_input_tokens":)" + QByteArray::number(m_words.number(0, 90'000))
            + R"(,"cache_creation":{"ephemeral_5m_input_tokens":)" + QByteArray::number(write)
            + R"(,"ephemeral_1h_input_tokens":0},"output_tokens":)"
            + QByteArray::number(m_words.number(1, 3000)) + R"(,"service_tier":"standard"})";
    }
    QByteArray answer(const QByteArray &message, const QByteArray &request, const QByteArray &usage,
                      const QByteArray &block)
    {
        return line("assistant",
                    R"("message":{"model":")" + m_model + R"(","id":")" + message
                        + R"(","type":"message","role":"assistant","content":[)" + block
                        + R"(],"stop_reason":"tool_use",)" + usage + R"(},"requestId":")" + request
                        + '"');
    }
    QByteArray line(const char *type, const QByteArray &rest)
    {
        m_atMs += 900;
        const QByteArray uuid = m_words.id("u");
        const QByteArray parent = std::exchange(m_last, uuid);
        return R"({"parentUuid":")" + parent + R"(","isSidechain":)" + m_sidechain
            + R"(,"userType":"external","cwd":"/srv/work/api","sessionId":")" + m_session
            + R"(","version":"2.1.270","gitBranch":"main","type":")" + type + R"(",)" + rest
            + R"(,"uuid":")" + uuid + R"(","timestamp":")"
            + QDateTime::fromMSecsSinceEpoch(m_atMs, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1()
            + "\"}\n";
    }

    Words m_words;
    const QByteArray m_session;
    const QByteArray m_sidechain;
    qint64 m_atMs;
    const QByteArray m_model;
    QByteArray m_last;
};

Result<qint64> writeFile(const QString &path, Lines lines, qint64 bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Error{ErrorCode::StorageFull, path + u": "_s + file.errorString()};
    qint64 written = file.write(lines.opening());
    while (written < bytes) {
        const qint64 more = file.write(lines.turn());
        if (more < 0)
            return Error{ErrorCode::StorageFull, path + u": "_s + file.errorString()};
        written += more;
    }
    return written;
}

} // namespace

Result<int> writeTranscripts(const QString &folder, int megabytes)
{
    qint64 left = megabytes * 1'000'000LL;
    int files = 0;
    for (quint32 number = 1; left > 0; ++number) {
        const QString session = u"00000000-0000-4000-8000-%1"_s.arg(number, 12, 10, QChar(u'0'));
        const QString project = folder + u"/projects/-srv-work-%1"_s.arg(number % 9);
        const QString subagents = project + u'/' + session + u"/subagents"_s;
        if (!QDir().mkpath(subagents))
            return Error{ErrorCode::StorageFull, subagents};
        const qint64 startMs = kFirstMs + number * kSessionEveryMs;
        for (quint32 agent = 0; agent < 3 && left > 0; ++agent) {
            const QByteArray name = agent == 0 ? QByteArray() : "a" + QByteArray::number(agent);
            const QString path = agent == 0 ? QString(project + u'/' + session + u".jsonl"_s)
                                            : QString(subagents + u"/agent-a%1.jsonl"_s.arg(agent));
            Result<qint64> written =
                writeFile(path, Lines(number * 4 + agent, session.toLatin1(), name, startMs),
                          std::min(left, agent == 0 ? kFileBytes : kFileBytes / 4));
            if (!written)
                return written.error();
            left -= *written;
            ++files;
        }
    }
    return files;
}

} // namespace dogwatch
