// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace dogwatch {

// Turns SIGTERM, SIGINT and SIGHUP into a Qt signal, through a pipe, because next to nothing is
// allowed in a signal handler. Lives in the main thread; one at a time.
class UnixSignals : public QObject
{
    Q_OBJECT

public:
    explicit UnixSignals(QObject *parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void terminationRequested();
};

} // namespace dogwatch
