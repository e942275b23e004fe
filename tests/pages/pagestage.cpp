// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pages/pagestage.h"

#include "models/livefeed.h"
#include "models/uisettings.h"
#include "qml/stage.h"
#include "store/searchindexer.h"

#include <QTest>

#include <cmath>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHour = 60LL * 60 * 1000;

} // namespace

PageStage::PageStage()
{
    m_server.setStore(ServerState::Ready);
    store.setTime(clock.nowMs());
}

PageStage::~PageStage()
{
    window.reset(); // before what it points to
}

void PageStage::run(const QString &sql)
{
    if (const Result<void> done = store.database().execute(sql); !done)
        qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().text));
}

void PageStage::index()
{
    SearchIndexer indexer(store.database());
    while (true) {
        const Result<bool> more = indexer.step([] { return false; });
        if (!more)
            qFatal("%s", qPrintable(more.error().text));
        if (!*more)
            return;
    }
}

void PageStage::tell(const ToldMessage &message)
{
    const qint64 ref = store.refOf(message.session);
    ++m_messages;
    const QString id = message.id.isEmpty() ? u"msg_%1"_s.arg(m_messages) : message.id;
    run(u"INSERT INTO usage_message (message_id, request_id, session_ref, agent_id, model, at,"
        " flags, counted, input, output, cache_write_5m, cache_write_1h, cache_read, web_searches,"
        " cost) VALUES ('%1', '', %2, '%3', '%4', %5, 0, 1, %6, %7, %8, 0, %9, 0, %10)"_s.arg(id)
            .arg(ref)
            .arg(message.agent, QString(message.model).replace(u'\'', u"''"_s))
            .arg(message.atMs)
            .arg(message.tokens / 10)
            .arg(message.tokens / 10)
            .arg(message.tokens / 10)
            .arg(message.tokens * 7 / 10)
            .arg(message.cost < 0 ? u"NULL"_s : QString::number(message.cost)));
    run(u"INSERT OR IGNORE INTO transcript_session (session_ref, title_rank) VALUES (%1, 0)"_s.arg(
        ref));
}

void PageStage::tellUsage(int sessions, int days)
{
    static const QStringList projects{u"api-server"_s, u"web"_s,     u"infra"_s, u"mobile"_s,
                                      u"billing"_s,    u"docs"_s,    u"core"_s,  u"search"_s,
                                      u"gateway"_s,    u"firmware"_s};
    static const QStringList models{u"claude-opus-4-8"_s, u"claude-sonnet-4-9"_s,
                                    u"claude-haiku-4-8"_s, u"some-model-of-tomorrow"_s};
    for (int i = 0; i < sessions; ++i) {
        const QString id = u"s%1"_s.arg(i);
        const QString &project = projects.at(i % projects.size());
        const QString cwd = u"/home/dev/"_s + project;
        store.add(id, u"SessionStart"_s, {{u"cwd"_s, cwd}});
        store.add(
            id, u"UserPromptSubmit"_s,
            {{u"prompt"_s, u"Make the %1 faster, part %2"_s.arg(project).arg(i)}, {u"cwd"_s, cwd}});
    }
    store.commit();
    run(u"UPDATE session SET project = replace(cwd, '/home/dev/', '')"_s);
    run(u"BEGIN"_s);
    for (int i = 0; i < sessions; ++i) {
        const int day = i % days;
        const int messages = 3 + i * 7 % 20;
        for (int m = 0; m < messages; ++m) {
            const int kind = (i + m / 8) % 7 < 4 ? 0 : (i + m / 8) % 7 < 6 ? 1 : 2;
            const bool unknown = i % 11 == 5;
            tell({clock.nowMs() - day * 24 * kHour - (messages - m) * kHour / 8, u"s%1"_s.arg(i),
                  models.at(unknown ? 3 : kind), m % 3 == 2 ? u"a%1"_s.arg(m % 2) : QString(),
                  2000 + m * 900, unknown ? -1 : (kind == 2 ? 1 : 9) * (m + 3) * 4'000'000'000});
        }
    }
    run(u"COMMIT"_s);
}

void PageStage::tellWaits()
{
    const auto ask = [this](const QString &session, const QString &call, qint64 answerMs) {
        const QJsonObject fields{{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, call}};
        store.add(session, u"PreToolUse"_s, fields);
        store.add(session, u"PermissionRequest"_s, fields);
        store.setTime(store.timeMs() - 1000 + answerMs);
        if (answerMs > 0)
            store.add(session, u"PostToolUse"_s, fields);
    };
    store.setTime(clock.nowMs() - 72 * kHour);
    ask(u"a"_s, u"t1"_s, 120'000);
    ask(u"a"_s, u"t2"_s, 240'000);
    store.setTime(clock.nowMs() - 60'000);
    ask(u"b"_s, u"t3"_s, 0);
    store.setTime(clock.nowMs());
    store.commit();
    run(u"UPDATE session SET project = 'p' || id WHERE id IN ('a', 'b')"_s);
}

bool PageStage::open(const QString &page, QSize size, bool unreadable)
{
    window.reset();
    clock.advance(store.timeMs() - clock.nowMs());
    {
        UiSettings settings(m_folder.filePath(u"settings.ini"_s));
        settings.setPage(page);
    }
    Window::Parts parts;
    parts.feed = &store.feed();
    parts.readers =
        unreadable ? std::make_shared<Readers>(store.path() + u".gone"_s) : store.readers();
    parts.clock = &clock;
    parts.server = &m_server;
    parts.actions = &actions;
    parts.settingsPath = m_folder.filePath(u"settings.ini"_s);
    window = std::make_unique<Window>(parts);
    if (const Result<void> made = window->create(); !made) {
        qWarning().noquote() << made.error().text;
        return false;
    }
    quick()->resize(size);
    window->show();
    return QTest::qWaitForWindowActive(quick())
        && QTest::qWaitFor([this] { return window->liveFeed()->state() != ModelState::Loading; },
                           10'000);
}

void PageStage::type(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(quick(), key, modifiers);
}

void PageStage::write(const QString &text)
{
    for (const QChar c : text)
        QTest::keyClick(quick(), c.toLatin1());
}

void PageStage::click(QQuickItem *item)
{
    const QPointF centre(item->width() / 2, item->height() / 2);
    QTest::mouseClick(quick(), Qt::LeftButton, {}, item->mapToScene(centre).toPoint());
}

QQuickItem *PageStage::page(const QString &type) const
{
    return visibleItems(quick(), type).value(0);
}

bool PageStage::isRead(const QString &text) const
{
    return visibleTexts(quick()).contains(text);
}

bool PageStage::isSaid(const QString &part) const
{
    const QStringList texts = visibleTexts(quick());
    return std::any_of(texts.cbegin(), texts.cend(),
                       [&part](const QString &text) { return text.contains(part); });
}

} // namespace dogwatch::test
