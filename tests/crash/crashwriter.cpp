// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/writer.h"

#include <QCoreApplication>
#include <QThread>

#include <unistd.h>

#include <condition_variable>
#include <thread>

using namespace dogwatch;
using namespace Qt::StringLiterals;

// crashwriter FOLDER RUN [COUNT]: 22 producers, each of which hands an event to the writer, waits
// for its answer and goes on, until it is killed or each has sent COUNT. Says "S id" before it
// hands one over and "A id seq" in the moment of the answer; a line is one write(), so that a kill
// cuts none.

namespace {

constexpr int kProducers = 22;

void say(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    if (write(STDOUT_FILENO, bytes.constData(), static_cast<std::size_t>(bytes.size())) < 0)
        _exit(3);
}

class Producer : public OutcomeReceiver
{
public:
    Producer(Writer &writer, const QString &name)
        : m_writer(writer)
        , m_name(name)
    { }

    void settled(std::vector<Settled> outcomes) override
    {
        const std::lock_guard lock(m_mutex);
        for (const Settled &settled : outcomes) {
            const QString id = idOf(settled.ticket);
            if (settled.outcome.kind == EventOutcome::Kind::Stored)
                say(u"A %1 %2"_s.arg(id).arg(settled.outcome.seq));
            else
                say(u"R %1 %2"_s.arg(id, settled.outcome.text));
            ++m_settled;
        }
        m_wake.notify_all();
    }

    void run(const std::shared_ptr<Producer> &self, quint64 count)
    {
        for (quint64 n = 0; count == 0 || n < count; ++n) {
            WriteRequest request = makeRequest(n);
            request.receiver = self;
            say(u"S "_s + idOf(n));
            while (!m_writer.enqueue(request))
                std::this_thread::yield();
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [&] { return m_settled > n; });
        }
    }

private:
    QString idOf(quint64 n) const { return m_name + u'-' + QString::number(n); }

    WriteRequest makeRequest(quint64 n) const
    {
        const char *types[] = {"UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop"};
        const QByteArray content = "{\"session_id\":\"" + m_name.toUtf8()
            + "\",\"hook_event_name\":\"" + types[n % 4] + "\",\"tool_use_id\":\"t"
            + QByteArray::number(n / 4) + "\",\"tool_name\":\"Bash\",\"prompt\":\""
            + QByteArray(1500, 'x') + "\"}";
        Envelope envelope;
        envelope.eventId = idOf(n);
        envelope.source = Source::ClaudeCode;
        envelope.occurredAtMs = 1000 + static_cast<qint64>(n);
        envelope.receivedAtMs = envelope.occurredAtMs;
        Result<IncomingEvent> event = makeIncoming(std::move(envelope), content, {});
        WriteRequest request;
        request.event = std::move(event).value();
        request.ticket = n;
        return request;
    }

    Writer &m_writer;
    const QString m_name;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    quint64 m_settled = 0; // guarded by m_mutex
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const DataFolder folder(arguments.value(1));
    if (!folder.prepare())
        return 1;
    QThread thread;
    auto writer = std::make_unique<Writer>(folder, std::make_shared<ChangeFeed>());
    writer->moveToThread(&thread);
    thread.start();
    QMetaObject::invokeMethod(writer.get(), &Writer::start, Qt::BlockingQueuedConnection);
    if (!writer->figures().ready)
        return 4;
    std::vector<std::thread> threads;
    for (int i = 0; i < kProducers; ++i) {
        threads.emplace_back([&writer, &arguments, i] {
            auto producer =
                std::make_shared<Producer>(*writer, u"%1-%2"_s.arg(arguments.value(2)).arg(i));
            producer->run(producer, arguments.value(3).toULongLong());
        });
    }
    for (std::thread &producer : threads)
        producer.join();
    QMetaObject::invokeMethod(writer.get(), &Writer::stop, Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
    return 0;
}
