// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livefeed.h"
#include "models/usagefigures.h"
#include "models/usagemessagesmodel.h"
#include "models/waitfigures.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// What agents used in a range of days, as the usage page shows it: sums, a chart, tables, and
// behind each figure its sessions and messages. Read when the page is looked at, and again some
// seconds after something was committed.
//
// GUI thread; reads on the readers' threads. The feed outlives it or is set to null before.
class UsageReportModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY feedChanged FINAL)
    // Somebody looks at it. Default false.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged FINAL)
    Q_PROPERTY(Range range READ range WRITE setRange NOTIFY rangeChanged FINAL)
    // The days of Range::Own, "2026-11-01"; what is no day is not taken.
    Q_PROPERTY(QString ownFirst READ ownFirst WRITE setOwnFirst NOTIFY rangeChanged FINAL)
    Q_PROPERTY(QString ownLast READ ownLast WRITE setOwnLast NOTIFY rangeChanged FINAL)
    // Tokens instead of cost. Default false.
    Q_PROPERTY(bool byTokens READ byTokens WRITE setByTokens NOTIFY changed FINAL)
    // The chart's parts are projects instead of models. Default false.
    Q_PROPERTY(bool partsByProject READ partsByProject WRITE setPartsByProject NOTIFY changed FINAL)

    Q_PROPERTY(dogwatch::ModelState::Value state READ state NOTIFY changed FINAL)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed FINAL)
    // Ready, nothing was used, and nobody waited.
    Q_PROPERTY(bool isEmpty READ isEmpty NOTIFY changed FINAL)
    Q_PROPERTY(bool hourly READ isHourly NOTIFY changed FINAL)

    Q_PROPERTY(QString rangeText READ rangeText NOTIFY changed FINAL)
    Q_PROPERTY(QString cost READ cost NOTIFY changed FINAL)
    Q_PROPERTY(QString tokens READ tokens NOTIFY changed FINAL)
    Q_PROPERTY(QString messageCount READ messageCount NOTIFY changed FINAL)
    Q_PROPERTY(QString cacheHits READ cacheHits NOTIFY changed FINAL)
    // How much of what there is the figures cover.
    Q_PROPERTY(QString coverage READ coverage NOTIFY changed FINAL)
    // Which models have no price; for a tooltip.
    Q_PROPERTY(QString coverageDetail READ coverageDetail NOTIFY changed FINAL)
    // The five-hour window that is now; empty: there is none.
    Q_PROPERTY(QString windowText READ windowText NOTIFY changed FINAL)
    Q_PROPERTY(QString windowPace READ windowPace NOTIFY changed FINAL)
    Q_PROPERTY(double windowShare READ windowShare NOTIFY changed FINAL) // of its time, gone

    // How long agents waited for a person; empty: none did.
    Q_PROPERTY(QString waited READ waited NOTIFY changed FINAL)
    Q_PROPERTY(QString waitSentence READ waitSentence NOTIFY changed FINAL)
    Q_PROPERTY(dogwatch::CellsModel *waitSlots READ waitSlots CONSTANT FINAL)
    Q_PROPERTY(dogwatch::CellsModel *waitProjects READ waitProjects CONSTANT FINAL)

    Q_PROPERTY(QList<qreal> values READ values NOTIFY changed FINAL)
    Q_PROPERTY(double top READ top NOTIFY changed FINAL)
    Q_PROPERTY(QStringList ticks READ ticks NOTIFY changed FINAL)
    Q_PROPERTY(QStringList partNames READ partNames NOTIFY changed FINAL)
    Q_PROPERTY(QStringList slotNames READ slotNames NOTIFY changed FINAL)
    Q_PROPERTY(QStringList slotTexts READ slotTexts NOTIFY changed FINAL)

    Q_PROPERTY(dogwatch::CellsModel *days READ days CONSTANT FINAL)
    Q_PROPERTY(dogwatch::CellsModel *projects READ projects CONSTANT FINAL)
    Q_PROPERTY(dogwatch::CellsModel *models READ models CONSTANT FINAL)
    Q_PROPERTY(dogwatch::CellsModel *sources READ sources CONSTANT FINAL)

    // What is opened; empty: nothing.
    Q_PROPERTY(QString figure READ figure NOTIFY figureChanged FINAL)
    Q_PROPERTY(dogwatch::CellsModel *sessions READ sessions CONSTANT FINAL)
    Q_PROPERTY(dogwatch::UsageMessagesModel *messages READ messages CONSTANT FINAL)

public:
    enum Range {
        Today,
        Week,
        ThirtyDays,
        Month,
        Ever,
        Own,
    };
    Q_ENUM(Range)
    enum Figure {
        Slot,
        Project,
        Model,
        Source,
        All,
        Window, // of five hours
    };
    Q_ENUM(Figure)

    // So long after a commit is it read again.
    static constexpr int kRereadMs = 5000;

    explicit UsageReportModel(QObject *parent = nullptr);
    ~UsageReportModel() override;

    [[nodiscard]] LiveFeed *feed() const { return m_feed; }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);
    [[nodiscard]] Range range() const { return m_range; }
    void setRange(Range range);
    [[nodiscard]] QString ownFirst() const { return m_ownFirst.toString(Qt::ISODate); }
    void setOwnFirst(const QString &day);
    [[nodiscard]] QString ownLast() const { return m_ownLast.toString(Qt::ISODate); }
    void setOwnLast(const QString &day);
    [[nodiscard]] bool byTokens() const { return m_measure == UsageMeasure::Tokens; }
    void setByTokens(bool byTokens);
    [[nodiscard]] bool partsByProject() const { return m_parts == UsageFigure::Project; }
    void setPartsByProject(bool byProject);

    [[nodiscard]] ModelState::Value state() const { return m_state; }
    [[nodiscard]] const QString &errorText() const { return m_errorText; }
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool isHourly() const { return m_report.hourly; }
    [[nodiscard]] QString rangeText() const;
    [[nodiscard]] QString cost() const;
    [[nodiscard]] QString tokens() const;
    [[nodiscard]] QString messageCount() const;
    [[nodiscard]] QString cacheHits() const;
    [[nodiscard]] QString coverage() const;
    [[nodiscard]] QString coverageDetail() const;
    [[nodiscard]] QString windowText() const;
    [[nodiscard]] QString windowPace() const;
    [[nodiscard]] double windowShare() const;
    [[nodiscard]] QString waited() const { return waitedText(m_report.waits); }
    [[nodiscard]] QString waitSentence() const { return dogwatch::waitSentence(m_report.waits); }
    [[nodiscard]] CellsModel *waitSlots() { return &m_waitSlots; }
    [[nodiscard]] CellsModel *waitProjects() { return &m_waitProjects; }
    [[nodiscard]] const QList<qreal> &values() const { return m_chart.values; }
    [[nodiscard]] double top() const { return m_chart.top; }
    [[nodiscard]] const QStringList &ticks() const { return m_chart.ticks; }
    [[nodiscard]] const QStringList &partNames() const { return m_chart.partNames; }
    [[nodiscard]] const QStringList &slotNames() const { return m_chart.slotNames; }
    [[nodiscard]] const QStringList &slotTexts() const { return m_chart.slotTexts; }
    [[nodiscard]] CellsModel *days() { return &m_days; }
    [[nodiscard]] CellsModel *projects() { return &m_projects; }
    [[nodiscard]] CellsModel *models() { return &m_models; }
    [[nodiscard]] CellsModel *sources() { return &m_sources; }
    [[nodiscard]] QString figure() const;
    [[nodiscard]] CellsModel *sessions() { return &m_sessions; }
    [[nodiscard]] UsageMessagesModel *messages() { return &m_messages; }

    Q_INVOKABLE void retry();
    // Shows the sessions and the messages of a figure, by the key of its row.
    Q_INVOKABLE void openFigure(Figure figure, const QString &key = {});
    Q_INVOKABLE void closeFigure();

Q_SIGNALS:
    void feedChanged();
    void activeChanged();
    void rangeChanged();
    void changed();
    void figureChanged();

private:
    struct Opened
    {
        Figure figure = All;
        QString key;
        qint64 startMs = 0; // of a slot, which may have another number after the next read
        QString title; // of a window, which may be another one by then
    };

    void read();
    void askAnew();
    void accept(UsageReport report);
    void work();
    void workFigure();
    [[nodiscard]] UsageRange asked() const;
    [[nodiscard]] bool counts(const UsageSlice &slice) const;
    [[nodiscard]] QString windowSpan() const;

    QPointer<LiveFeed> m_feed;
    std::unique_ptr<ReadPort> m_port;
    QTimer m_reread;
    bool m_active = false;
    bool m_isOld = true;
    Range m_range = Week;
    QDate m_ownFirst;
    QDate m_ownLast;
    UsageMeasure m_measure = UsageMeasure::Cost;
    UsageFigure m_parts = UsageFigure::Model;
    std::shared_ptr<std::atomic<bool>> m_cancelled; // of the read under way

    ModelState::Value m_state = ModelState::Loading;
    QString m_errorText;
    UsageReport m_report;
    UsageSums m_sums;
    UsageChart m_chart;
    std::optional<Opened> m_opened;
    CellsModel m_waitSlots;
    CellsModel m_waitProjects;
    CellsModel m_days;
    CellsModel m_projects;
    CellsModel m_models;
    CellsModel m_sources;
    CellsModel m_sessions;
    UsageMessagesModel m_messages;
};

} // namespace dogwatch
