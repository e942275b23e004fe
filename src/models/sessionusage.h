// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/agent.h"
#include "models/cellsmodel.h"
#include "models/sessionwatch.h"
#include "store/usageprompts.h"

namespace dogwatch {

// What one session used: by agent, by model and by prompt, and the messages behind each of them. An
// answer counts to the last prompt before it. GUI thread; reads on the readers' threads.
class SessionUsage : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY sourceChanged FINAL)
    Q_PROPERTY(double session READ session WRITE setSession NOTIFY sourceChanged FINAL)
    // Somebody looks at it. Default false.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY sourceChanged FINAL)

    Q_PROPERTY(dogwatch::ModelState::Value state READ state NOTIFY changed FINAL)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed FINAL)
    // Cost, tokens, cache hits and messages, in one line; empty: nothing was used.
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    // Columns: name, cost, tokens, cache hits, messages.
    Q_PROPERTY(dogwatch::CellsModel *agents READ agents CONSTANT FINAL)
    Q_PROPERTY(dogwatch::CellsModel *models READ models CONSTANT FINAL)
    Q_PROPERTY(dogwatch::CellsModel *prompts READ prompts CONSTANT FINAL)
    // What is opened; empty: nothing.
    Q_PROPERTY(QString figure READ figure NOTIFY figureChanged FINAL)
    // Those behind it, as messageRow() has them.
    Q_PROPERTY(dogwatch::CellsModel *messages READ messages CONSTANT FINAL)

public:
    enum Part {
        ByAgent,
        ByModel,
        ByPrompt,
    };
    Q_ENUM(Part)

    explicit SessionUsage(QObject *parent = nullptr);
    ~SessionUsage() override;

    [[nodiscard]] LiveFeed *feed() const { return m_watch.feed(); }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] double session() const { return static_cast<double>(m_watch.session()); }
    void setSession(double session);
    [[nodiscard]] bool isActive() const { return m_watch.isActive(); }
    void setActive(bool active);
    [[nodiscard]] ModelState::Value state() const { return m_state; }
    [[nodiscard]] const QString &errorText() const { return m_errorText; }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] CellsModel *agents() { return &m_agents; }
    [[nodiscard]] CellsModel *models() { return &m_models; }
    [[nodiscard]] CellsModel *prompts() { return &m_prompts; }
    [[nodiscard]] const QString &figure() const { return m_figure; }
    [[nodiscard]] CellsModel *messages() { return &m_messages; }

    Q_INVOKABLE void retry() { m_watch.ask(); }
    Q_INVOKABLE void open(Part part, const QString &key);
    Q_INVOKABLE void close();

Q_SIGNALS:
    void sourceChanged();
    void changed();
    void figureChanged();

private:
    struct Answer
    {
        std::vector<UsageMessage> messages;
        std::vector<Agent> agents;
        std::vector<UsagePrompt> prompts;
    };

    void read(bool anew);
    void accept(Answer answer);
    void fillMessages();
    [[nodiscard]] QString keyOf(const UsageMessage &message, Part part) const;
    [[nodiscard]] QString titleOf(Part part, const QString &key) const;
    [[nodiscard]] std::vector<CellRow> rowsOf(Part part) const;

    SessionWatch m_watch;
    quint64 m_generation = 0;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    ModelState::Value m_state = ModelState::Loading;
    QString m_errorText;
    Answer m_answer;
    UsageSums m_sums;
    CellsModel m_agents;
    CellsModel m_models;
    CellsModel m_prompts;
    CellsModel m_messages;
    Part m_part = ByAgent;
    QString m_key;
    QString m_figure;
};

} // namespace dogwatch
