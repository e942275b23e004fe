// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

UiLanguage languageOfSystem()
{
    return QLocale::system().uiLanguages().value(0).startsWith("de"_L1) ? UiLanguage::German
                                                                        : UiLanguage::English;
}

} // namespace

void Language::speak(UiLanguage language)
{
    const UiLanguage wanted = language == UiLanguage::System ? languageOfSystem() : language;
    if (m_spoken == wanted)
        return;
    const QString code = wanted == UiLanguage::German ? u"de"_s : u"en"_s;
    QCoreApplication::removeTranslator(&m_words);
    QCoreApplication::removeTranslator(&m_wordsOfQt);
    if (m_wordsOfQt.load(u"qtbase_"_s + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_wordsOfQt);
    if (m_words.load(u":/i18n/dogwatch_%1.qm"_s.arg(code)))
        QCoreApplication::installTranslator(&m_words);
    if (std::exchange(m_spoken, wanted))
        Q_EMIT changed();
}

} // namespace dogwatch
