// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livelistmodel.h"
#include "models/payloadformatter.h"

#include <QtQml/qqmlregistration.h>

#include <memory>

namespace dogwatch {

class Readers;
class ReadPort;

// The payload of one event, line by line, laid out as far as a view has asked for. GUI thread.
class PayloadModel : public dogwatch::LiveListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to SessionDetails")
    // Of the event shown; 0: none.
    Q_PROPERTY(double seq READ seq NOTIFY seqChanged FINAL)
    Q_PROPERTY(QString sizeText READ sizeText NOTIFY loaded FINAL)
    // Characters in a line; default 100, at least PayloadFormatter::kMinColumns.
    Q_PROPERTY(int columns READ columns WRITE setColumns NOTIFY columnsChanged FINAL)

public:
    enum Role {
        LeadRole = Qt::UserRole, // indentation and key
        TextRole,
    };
    Q_ENUM(Role)

    // So many lines are laid out at once.
    static constexpr int kChunk = 200;

    explicit PayloadModel(QObject *parent = nullptr);
    ~PayloadModel() override;

    void open(std::shared_ptr<Readers> readers);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] double seq() const { return static_cast<double>(m_seq); }
    [[nodiscard]] QString sizeText() const;
    [[nodiscard]] int columns() const { return m_columns; }
    void setColumns(int columns);

    // 0: nothing.
    Q_INVOKABLE void show(double seq);
    Q_INVOKABLE void retry();
    // As it came in.
    Q_INVOKABLE [[nodiscard]] QString raw() const;
    Q_INVOKABLE [[nodiscard]] QString lineAt(int row) const;

Q_SIGNALS:
    void seqChanged();
    void columnsChanged();
    void loaded();

private:
    void load();
    void layOut();

    std::unique_ptr<ReadPort> m_port;
    qint64 m_seq = 0;
    quint64 m_generation = 0;
    int m_columns = 100;
    QByteArray m_payload;
    PayloadFormatter m_formatter;
    QList<PayloadLine> m_lines;
    bool m_changing = false; // nothing more is to be fetched while rows are being changed
};

} // namespace dogwatch
