// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/aboutfacts.h"
#include "app/desktopactions.h"
#include "app/service.h"
#include "store/attentionmarks.h"
#include "store/outbox.h"
#include "store/parcels.h"
#include "store/pricetable.h"
#include "store/settingsstore.h"

#include <QFile>
#include <QFileDialog>
#include <QUuid>
#include <QtConcurrent>

// What a person says of what needs one, and how one wants to be told.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSnoozeMs = 15LL * 60 * 1000;

constexpr qint64 kLargestPrices = 16LL * 1024 * 1024;

SessionRef refOf(double ref)
{
    return SessionRef{static_cast<qint64>(ref)};
}

Result<std::vector<Price>> pricesIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Permission, u"%1: %2"_s.arg(path, file.errorString())};
    Result<PriceFile> prices = parsePrices(file.read(kLargestPrices));
    if (!prices)
        return prices.error();
    return std::move(prices->prices);
}

} // namespace

void DesktopActions::say(BatchCommitter::Work work, std::function<QString(int)> said)
{
    m_line.post(std::move(work), [this, said = std::move(said)](const Result<ChangeSet> &done) {
        if (!done)
            return Q_EMIT reported(done.error().text, true);
        Q_EMIT reported(said(static_cast<int>(done->marks.size())), false);
    });
}

void DesktopActions::acknowledge(double ref)
{
    say(
        [ref, nowMs = m_service.clock().nowMs()](Database &database, EventLog &, Projector &) {
            return acknowledgeSession(database, refOf(ref), nowMs);
        },
        [](int items) {
            return items == 0 ? tr("Nothing of this session needs you.") : tr("Marked as seen.");
        });
}

void DesktopActions::snooze(double ref)
{
    const qint64 untilMs = m_service.clock().nowMs() + kSnoozeMs;
    say([ref, untilMs](Database &database, EventLog &,
                       Projector &) { return snoozeSession(database, refOf(ref), untilMs); },
        [](int items) {
            return items == 0 ? tr("Nothing of this session needs you.")
                              : tr("Told again in 15 minutes, if it still waits.");
        });
}

void DesktopActions::mute(double ref, bool muted)
{
    say([ref, muted, nowMs = m_service.clock().nowMs()](
            Database &database, EventLog &,
            Projector &) { return muteSession(database, refOf(ref), muted, nowMs); },
        [muted](int) {
            return muted ? tr("No more notifications of this session.")
                         : tr("Notifications of this session are on again.");
        });
}

void DesktopActions::acknowledgeItems(const QStringList &items)
{
    say(
        [items, nowMs = m_service.clock().nowMs()](Database &database, EventLog &, Projector &) {
            return dogwatch::acknowledgeItems(database, items, nowMs);
        },
        [](int) { return tr("Marked as seen."); });
}

void DesktopActions::takeUpSettings()
{
    config()->setLoaded(loadSettings(m_service.folder()));
}

void DesktopActions::storeSetting(const QString &key, const std::optional<QString> &value)
{
    const Result<void> stored = m_service.setSetting(key, value);
    if (!stored)
        config()->setProblem(key, stored.error().text);
}

void DesktopActions::changeSetting(const QString &key, const QString &value)
{
    storeSetting(key, value);
}

void DesktopActions::resetSetting(const QString &key)
{
    storeSetting(key, std::nullopt);
}

void DesktopActions::renewToken()
{
    const Result<void> renewed = m_service.renewToken();
    Q_EMIT reported(renewed ? tr("The new token counts, the old one is refused.")
                            : renewed.error().text,
                    !renewed);
}

QStringList DesktopActions::facts() const
{
    return aboutFacts(m_service.folder());
}

void DesktopActions::choosePrices()
{
    auto *dialog = new QFileDialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Prices (*.json)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QtConcurrent::run(&m_pool, pricesIn, path)
            .then(this, [this](const Result<std::vector<Price>> &prices) { setPrices(prices); });
    });
    dialog->open();
}

void DesktopActions::resetPrices()
{
    setPrices(std::vector<Price>());
}

void DesktopActions::setPrices(const Result<std::vector<Price>> &prices)
{
    if (!prices)
        return Q_EMIT reported(prices.error().text, true);
    m_line.post(
        [own = *prices](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            const Result<void> set = setOwnPrices(database, own);
            return set ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(set.error());
        },
        [this](const Result<ChangeSet> &done) {
            if (!done)
                return Q_EMIT reported(done.error().text, true);
            Q_EMIT reported(tr("All costs were worked out anew."), false);
            Q_EMIT pricesChanged();
        });
}

void DesktopActions::queueTest()
{
    Parcel parcel;
    parcel.cause = u"test/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    parcel.target = kNotificationTarget;
    parcel.title = tr("A test");
    parcel.content = tr("This is how Dogwatch tells you.");
    m_line.post(
        [parcel, nowMs = m_service.clock().nowMs()](Database &database, EventLog &,
                                                    Projector &) -> Result<ChangeSet> {
            const Result<bool> queued = queueParcel(database, parcel, nowMs);
            return queued ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(queued.error());
        },
        [this](const Result<ChangeSet> &done) {
            if (!done)
                return Q_EMIT reported(done.error().text, true);
            Q_EMIT noticeQueued();
        });
}

} // namespace dogwatch
