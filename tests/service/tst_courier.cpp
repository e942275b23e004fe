// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commandcarrier.h"
#include "app/courier.h"
#include "app/webhookcarrier.h"
#include "core/clock.h"
#include "core/fault.h"
#include "runningwriter.h"
#include "store/outbox.h"
#include "webhookdesk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;
constexpr char kKey[] = "a key of thirty-two bytes, or so";

} // namespace

// What stands in the outbox, brought to real receivers.
class TestCourier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aWebhookGetsASignedPost();
    void aPostIsSentOnceThoughItsConnectionIsClosed();
    void whatWasRefusedIsPostedAgainWithTheSameKey();
    void aRedirectionIsNotFollowed();
    void anAnswerThatNeverComesEnds();
    void aCommandGetsItsWordsInputAndKey();
    void aCommandThatFailsSaysWhy();
    void aCommandThatHangsIsKilledWithWhatItHasStarted();
    void whatWasQueuedBeforeIsSentAtTheStart();
    void anEndThatCanNotBeWrittenIsWrittenLater();
    void aStartWaitsForTheStore();

private:
    void queue(const QString &target, const QString &address,
               Delivery delivery = Delivery::AtMostOnce, const QString &content = u"{}"_s) const;
    void command(const QStringList &words, const QString &content = {}) const;
    [[nodiscard]] QStringList rows() const
    {
        return m_store->rows(u"SELECT state, attempts, error FROM outbox ORDER BY id"_s);
    }
    [[nodiscard]] QString file(const QString &name) const { return m_files->filePath(name); }
    [[nodiscard]] QByteArray read(const QString &name) const;

    const SystemClock m_clock{};
    std::unique_ptr<QTemporaryDir> m_files;
    std::unique_ptr<RunningWriter> m_store;
    std::unique_ptr<WebhookDesk> m_desk;
    std::unique_ptr<WebhookCarrier> m_webhooks;
    std::unique_ptr<CommandCarrier> m_commands;
    std::unique_ptr<Courier> m_courier;
};

void TestCourier::init()
{
    m_files = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<RunningWriter>();
    m_desk = std::make_unique<WebhookDesk>();
    m_webhooks = std::make_unique<WebhookCarrier>(kKey, m_clock);
    m_commands = std::make_unique<CommandCarrier>();
    m_courier = std::make_unique<Courier>(*m_store->writer, m_clock);
    m_courier->addCarrier(kWebhookTarget, m_webhooks.get());
    m_courier->addCarrier(kCommandTarget, m_commands.get());
}

void TestCourier::cleanup()
{
#ifdef DOGWATCH_TEST_HOOKS
    setFaults("");
#endif
    m_courier.reset();
    m_commands.reset();
    m_webhooks.reset();
    m_desk.reset();
    m_store.reset();
}

QByteArray TestCourier::read(const QString &name) const
{
    QFile content(file(name));
    return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
}

void TestCourier::queue(const QString &target, const QString &address, Delivery delivery,
                        const QString &content) const
{
    const Parcel parcel{u"job/1 ü"_s, target, delivery, address, {}, content};
    const Result<ChangeSet> done =
        m_store->transact([&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            const Result<bool> queued = queueParcel(database, parcel, m_clock.nowMs());
            return queued ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(queued.error());
        });
    QVERIFY(done.ok());
    m_courier->look();
}

void TestCourier::command(const QStringList &words, const QString &content) const
{
    queue(kCommandTarget,
          QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(words)).toJson()),
          Delivery::AtMostOnce, content);
}

void TestCourier::aWebhookGetsASignedPost()
{
    m_courier->start();
    queue(kWebhookTarget, m_desk->url(u"/a/b?c=d"_s), Delivery::AtLeastOnce, u"{\"x\":\"ü\"}"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{u"done|1|"_s}, kPatienceMs);
    QCOMPARE(m_desk->posts.size(), std::size_t(1));
    const WebhookDesk::Post &post = m_desk->posts.front();
    QCOMPARE(post.requestLine, "POST /a/b?c=d HTTP/1.1");
    QCOMPARE(post.body, "{\"x\":\"\xc3\xbc\"}");
    QCOMPARE(post.header("content-type"), "application/json");
    QCOMPARE(post.header("idempotency-key"), "job%2F1%20%C3%BC");
    QCOMPARE(post.header("webhook-id"), post.header("idempotency-key"));
    const QByteArray expected =
        QMessageAuthenticationCode::hash(post.header("webhook-id") + '.'
                                             + post.header("webhook-timestamp") + '.' + post.body,
                                         kKey, QCryptographicHash::Sha256)
            .toBase64();
    QCOMPARE(post.header("webhook-signature"), "v1," + expected);
    QVERIFY(qAbs(post.header("webhook-timestamp").toLongLong() - m_clock.nowMs() / 1000) < 600);
}

// An HTTP client that posts again by itself would send what may be sent once only three times.
void TestCourier::aPostIsSentOnceThoughItsConnectionIsClosed()
{
    m_desk->answers = {""};
    m_courier->start();
    queue(kWebhookTarget, m_desk->url());
    QTRY_VERIFY_WITH_TIMEOUT(rows().value(0).startsWith(u"unknown|1|"_s), kPatienceMs);
    QCOMPARE(m_desk->posts.size(), std::size_t(1));
}

void TestCourier::whatWasRefusedIsPostedAgainWithTheSameKey()
{
    m_desk->answers = {"HTTP/1.1 503 Busy\r\n\r\n",
                       "HTTP/1.1 102 Wait\r\n\r\nHTTP/1.1 204 \r\n\r\n"};
    m_courier->start();
    queue(kWebhookTarget, m_desk->url(), Delivery::AtLeastOnce);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{u"done|2|"_s}, kPatienceMs);
    QCOMPARE(m_desk->posts.size(), std::size_t(2));
    QCOMPARE(m_desk->posts.at(0).header("idempotency-key"),
             m_desk->posts.at(1).header("idempotency-key"));
}

void TestCourier::aRedirectionIsNotFollowed()
{
    m_desk->answers = {"HTTP/1.1 302 Found\r\nLocation: " + m_desk->url(u"/other"_s).toUtf8()
                       + "\r\n\r\n"};
    m_courier->start();
    queue(kWebhookTarget, m_desk->url());
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{u"failed|1|the answer was 302"_s}, kPatienceMs);
    QCOMPARE(m_desk->posts.size(), std::size_t(1));
}

void TestCourier::anAnswerThatNeverComesEnds()
{
    m_desk->answers = {"HTTP/1.1 200"}; // and no end of the line
    m_desk->keepsOpen = true;
    m_webhooks->setTimeout(200);
    m_courier->start();
    queue(kWebhookTarget, m_desk->url());
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{u"unknown|1|no answer within 0.2 s"_s},
                              kPatienceMs);
}

void TestCourier::aCommandGetsItsWordsInputAndKey()
{
    m_courier->start();
    command({u"/bin/sh"_s, u"-c"_s,
             u"{ cat; printf '%s|' \"$DOGWATCH_IDEMPOTENCY_KEY\" \"$@\"; } > \"$0\""_s,
             file(u"out"_s), u"$(touch no); *"_s, u"a b"_s},
            u"input ü|"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{u"done|1|"_s}, kPatienceMs);
    QCOMPARE(QString::fromUtf8(read(u"out"_s)), u"input ü|job/1 ü|$(touch no); *|a b|");
}

void TestCourier::aCommandThatFailsSaysWhy()
{
    m_courier->start();
    command({u"/bin/sh"_s, u"-c"_s, u"echo out; echo the reason >&2; exit 3"_s});
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{u"failed|1|exit code 3: the reason"_s},
                              kPatienceMs);
    QVERIFY(m_store
                ->transact([](Database &database, EventLog &, Projector &) {
                    return discardOutbox(database, 1);
                })
                .ok());
}

void TestCourier::aCommandThatHangsIsKilledWithWhatItHasStarted()
{
    // What holds the pipe open is seen to be gone when it is read to its end.
    const QString pipe = file(u"pipe"_s);
    QCOMPARE(QProcess::execute(u"mkfifo"_s, {pipe}), 0);
    QProcess reader;
    reader.start(u"cat"_s, {pipe});
    m_commands->setTimeout(500);
    m_courier->start();
    command({u"/bin/sh"_s, u"-c"_s, u"sleep 600 > \"$0\" & wait"_s, pipe});
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{u"unknown|1|it took longer than 0.5 s"_s},
                              kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(reader.state(), QProcess::NotRunning, kPatienceMs);
}

void TestCourier::whatWasQueuedBeforeIsSentAtTheStart()
{
    queue(kWebhookTarget, m_desk->url(), Delivery::AtLeastOnce);
    const auto send = [](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
        const Result<ParcelClaim> claimed = claimParcels(database, SystemClock().nowMs() + 1, 9);
        return claimed ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(claimed.error());
    };
    QVERIFY(m_store->transact(send).ok()); // and was killed
    m_courier->start();
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{u"done|2|"_s}, kPatienceMs);
    QCOMPARE(m_desk->posts.size(), std::size_t(1));
}

// Else the row would be sending for as long as the program runs, and sent once more after that.
void TestCourier::anEndThatCanNotBeWrittenIsWrittenLater()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    m_courier->start();
    m_desk->onPost = [] { setFaults("writer.before_begin:1+:error"); };
    queue(kWebhookTarget, m_desk->url(), Delivery::AtLeastOnce);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->posts.size(), std::size_t(1), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_store->writer->figures().failure.has_value(), kPatienceMs);
    QCOMPARE(rows(), QStringList{u"sending|1|"_s});
    setFaults("");
    QTRY_COMPARE_WITH_TIMEOUT(rows(), QStringList{u"done|1|"_s}, kPatienceMs);
    QCOMPARE(m_desk->posts.size(), std::size_t(1));
#endif
}

void TestCourier::aStartWaitsForTheStore()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    queue(kWebhookTarget, m_desk->url(), Delivery::AtMostOnce);
    const auto send = [](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
        const Result<ParcelClaim> claimed = claimParcels(database, SystemClock().nowMs() + 1, 9);
        return claimed ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(claimed.error());
    };
    QVERIFY(m_store->transact(send).ok()); // and was killed
    setFaults("writer.before_begin:1+:error");
    QSignalSpy started(m_courier.get(), &Courier::started);
    m_courier->start();
    QTRY_VERIFY_WITH_TIMEOUT(m_store->writer->figures().failure.has_value(), kPatienceMs);
    QVERIFY(started.isEmpty());
    setFaults("");
    QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, kPatienceMs);
    QVERIFY(rows().value(0).startsWith(u"unknown|1|"_s));
    QCOMPARE(m_desk->posts.size(), std::size_t(0));
#endif
}

QTEST_GUILESS_MAIN(TestCourier)
#include "tst_courier.moc"
