// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/settings.h"

#include <QObject>
#include <QTranslator>

#include <optional>

namespace dogwatch {

// In which language the program speaks. English has a translation too, because plural forms come
// only from one. Main thread; goes before the application.
class Language : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Numbers and dates stay as the system has them.
    void speak(UiLanguage language);

Q_SIGNALS:
    void changed(); // not by the first call

private:
    std::optional<UiLanguage> m_spoken; // never System
    QTranslator m_words;
    QTranslator m_wordsOfQt; // those of its dialogs
};

} // namespace dogwatch
