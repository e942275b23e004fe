// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"
#include "net/responder.h"
#include "net/servicefigures.h"
#include "store/readport.h"

#include <QObject>

#include <memory>

namespace dogwatch {

class Readers;

// The read side of the API. Each answer is made by a reader thread from one short snapshot; a store
// that can't be read is 503 and never an empty list.
//
// Lives in the network thread.
class ReadApi : public QObject
{
    Q_OBJECT

public:
    ReadApi(std::shared_ptr<Readers> readers, FiguresSource figures, QObject *parent = nullptr);

    void ready(Responder responder);
    void status(Responder responder);
    void sessions(const RequestHead &head, Responder responder);
    // `part` is empty, "events", "agents" or "tool_calls".
    void session(const QString &id, const QString &part, const RequestHead &head,
                 Responder responder);
    void attention(Responder responder);
    void usage(const RequestHead &head, Responder responder);
    void waits(const RequestHead &head, qint64 nowMs, Responder responder);
    void search(const RequestHead &head, Responder responder);
    // All, one, or the occurrences of one.
    void jobs(std::optional<qint64> id, bool occurrences, const RequestHead &head, qint64 nowMs,
              Responder responder);
    void metrics(Responder responder);

private:
    // Makes the body on a reader thread; NotFound is 404, InvalidInput 400, the rest 503.
    void answer(std::function<Result<QByteArray>(Database &)> make, Responder responder,
                QByteArray contentType = {});

    ReadPort m_port;
    const FiguresSource m_figures;
};

} // namespace dogwatch
