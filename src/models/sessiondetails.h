// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/agent.h"
#include "models/agenttreemodel.h"
#include "models/eventsmodel.h"
#include "models/livefeed.h"
#include "models/payloadmodel.h"
#include "models/sessionrow.h"
#include "models/toolcallsmodel.h"
#include "models/transcriptmodel.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <optional>

namespace dogwatch {

// One session as its page shows it: what stands in the header, and the models of its parts, of
// which it says which session and which agent they show. Reads the session once and then follows
// the feed.
//
// GUI thread. The feed must outlive it or be set to null before.
class SessionDetails : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY feedChanged FINAL)
    // The SessionRef as a number; 0 or less: none.
    Q_PROPERTY(double session READ session WRITE setSession NOTIFY sessionChanged FINAL)
    // Somebody looks at it; otherwise commits are only remembered. Default true.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged FINAL)

    Q_PROPERTY(dogwatch::ModelState::Value state READ state NOTIFY stateChanged FINAL)
    // One sentence, empty unless Failed.
    Q_PROPERTY(QString errorText READ errorText NOTIFY stateChanged FINAL)

    // A text is empty where there is no value for it.
    Q_PROPERTY(int status READ status NOTIFY changed FINAL)
    // It is neither over nor lost.
    Q_PROPERTY(bool live READ isLiveSession NOTIFY changed FINAL)
    Q_PROPERTY(QString project READ project NOTIFY changed FINAL)
    Q_PROPERTY(QString branch READ branch NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    // Status, for how long, and the evidence.
    Q_PROPERTY(QString statusSentence READ statusSentence NOTIFY changed FINAL)
    // Agent, model, process, duration, counts, in one line.
    Q_PROPERTY(QString facts READ facts NOTIFY changed FINAL)
    // For the tabs; empty while nothing is known.
    Q_PROPERTY(QString callsText READ callsText NOTIFY changed FINAL)
    Q_PROPERTY(QString eventsText READ eventsText NOTIFY changed FINAL)
    // Start, folder and id, one in a line.
    Q_PROPERTY(QString tooltip READ tooltip NOTIFY changed FINAL)
    Q_PROPERTY(QString sessionId READ sessionId NOTIFY changed FINAL)
    Q_PROPERTY(QString source READ source NOTIFY changed FINAL)
    Q_PROPERTY(QString cwd READ cwd NOTIFY changed FINAL)
    Q_PROPERTY(QString transcriptPath READ transcriptPath NOTIFY changed FINAL)

    Q_PROPERTY(dogwatch::AgentTreeModel *agents READ agents CONSTANT FINAL)
    Q_PROPERTY(dogwatch::ToolCallsModel *calls READ calls CONSTANT FINAL)
    Q_PROPERTY(dogwatch::EventsModel *events READ events CONSTANT FINAL)
    Q_PROPERTY(dogwatch::PayloadModel *payload READ payload CONSTANT FINAL)
    Q_PROPERTY(dogwatch::TranscriptModel *transcript READ transcript CONSTANT FINAL)
    // Something of its transcripts was read when the session was.
    Q_PROPERTY(bool hasTranscript READ hasTranscript NOTIFY stateChanged FINAL)
    // The line of the agent whose rows are shown; 0 without a choice.
    Q_PROPERTY(int agentRow READ agentRow NOTIFY agentChanged FINAL)
    // The call chosen, as EventsModel shows its id; empty: none.
    Q_PROPERTY(QString chosenCall READ chosenCall NOTIFY chosenCallChanged FINAL)

public:
    explicit SessionDetails(QObject *parent = nullptr);
    ~SessionDetails() override;

    [[nodiscard]] LiveFeed *feed() const { return m_feed; }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] double session() const { return static_cast<double>(m_ref); }
    void setSession(double session);
    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);

    [[nodiscard]] ModelState::Value state() const { return m_state; }
    [[nodiscard]] const QString &errorText() const { return m_errorText; }
    [[nodiscard]] int status() const { return static_cast<int>(m_row.status); }
    [[nodiscard]] bool isLiveSession() const { return isLive(m_row.status); }
    [[nodiscard]] const QString &project() const { return m_row.project; }
    [[nodiscard]] const QString &branch() const { return m_row.branch; }
    [[nodiscard]] const QString &title() const { return m_row.title; }
    [[nodiscard]] QString statusSentence() const;
    [[nodiscard]] QString facts() const;
    [[nodiscard]] QString callsText() const;
    [[nodiscard]] QString eventsText() const;
    [[nodiscard]] QString tooltip() const;
    [[nodiscard]] const QString &sessionId() const { return m_session.key.id; }
    [[nodiscard]] const QString &source() const { return m_row.source; }
    [[nodiscard]] const QString &cwd() const { return m_row.cwd; }
    [[nodiscard]] const QString &transcriptPath() const { return m_row.transcriptPath; }
    [[nodiscard]] AgentTreeModel *agents() { return &m_agents; }
    [[nodiscard]] ToolCallsModel *calls() { return &m_calls; }
    [[nodiscard]] EventsModel *events() { return &m_events; }
    [[nodiscard]] PayloadModel *payload() { return &m_payload; }
    [[nodiscard]] TranscriptModel *transcript() { return &m_transcript; }
    [[nodiscard]] bool hasTranscript() const { return m_hasTranscript; }
    [[nodiscard]] int agentRow() const;
    [[nodiscard]] const QString &chosenCall() const { return m_chosenCall; }

    // Both tables show only that agent's rows.
    Q_INVOKABLE void chooseAgent(int row);
    // A row of calls: its events are marked, and the first of them is brought into the window.
    Q_INVOKABLE void chooseCall(int row);
    // The same by the call's id, wherever it stands.
    Q_INVOKABLE void revealCall(const QString &toolUseId);
    // Only marks what belongs to it; empty: nothing.
    Q_INVOKABLE void markCall(const QString &toolUseId);
    // The call that launched a subagent leads to it. False: it is none of these.
    Q_INVOKABLE bool chooseAgentOf(const QString &toolUseId);
    Q_INVOKABLE [[nodiscard]] bool leadsToAgent(const QString &toolUseId) const;
    // A row of events: its call is marked.
    Q_INVOKABLE void chooseEvent(int row);
    Q_INVOKABLE void retry();

Q_SIGNALS:
    void feedChanged();
    void sessionChanged();
    void activeChanged();
    void stateChanged();
    void changed();
    void agentChanged();
    void chosenCallChanged();

private:
    struct Answer;

    void open();
    void load();
    void accept(const Answer &answer);
    void apply(const ChangeSet &changes);
    void catchUp();
    void noteAgent(const Agent &agent);
    void tellAgentNames();
    void noteAwaited();
    [[nodiscard]] QStringList runs() const;
    void chooseAgentById(const std::optional<QString> &agent);
    void put(const Session &session);
    void fail(const QString &errorText);
    void passSecond(qint64 nowMs);
    void setState(ModelState::Value state, const QString &errorText = {});
    void setChosenCall(const QString &toolUseId);
    [[nodiscard]] qint64 nowMs() const;

    QPointer<LiveFeed> m_feed;
    std::unique_ptr<ReadPort> m_port;
    SessionRef m_ref{};
    bool m_active = true;
    ModelState::Value m_state = ModelState::Loading;
    QString m_errorText;
    quint64 m_generation = 0;

    Session m_session;
    SessionRow m_row;
    QHash<QString, Agent> m_newerAgents; // came in while the session was being read
    std::optional<QString> m_agent;
    QString m_chosenCall;

    AgentTreeModel m_agents;
    ToolCallsModel m_calls;
    EventsModel m_events;
    PayloadModel m_payload;
    TranscriptModel m_transcript;
    bool m_hasTranscript = false;
    QHash<QString, QString> m_spawned; // agents by the call that launched them
    QHash<QString, QString> m_agentNames; // by their ids
};

} // namespace dogwatch
