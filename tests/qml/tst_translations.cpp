// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Message
{
    QString context;
    QString source;
    QStringList forms; // one, or one for each plural
    bool isPlural = false;
    bool isUnfinished = false;
};

QList<Message> messagesOf(const QString &language)
{
    QFile file(QStringLiteral(DOGWATCH_TRANSLATIONS "/dogwatch_%1.ts").arg(language));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1) {
            context = xml.readElementText();
        } else if (xml.name() == "message"_L1) {
            messages.append({context, {}, {}, xml.attributes().hasAttribute("numerus"_L1), false});
        } else if (xml.name() == "source"_L1) {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            messages.last().isUnfinished = xml.attributes().hasAttribute("type"_L1);
            if (!messages.last().isPlural)
                messages.last().forms.append(xml.readElementText());
        } else if (xml.name() == "numerusform"_L1) {
            messages.last().forms.append(xml.readElementText());
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

// "%1", "%n" and the like, sorted.
QStringList placesIn(const QString &text)
{
    static const QRegularExpression place(u"%L?[0-9n]+"_s);
    QStringList places;
    for (auto it = place.globalMatch(text); it.hasNext();)
        places.append(it.next().captured());
    places.sort();
    return places;
}

} // namespace

// What the window offers to speak it can speak.
class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageIsThereWithItsPlaces_data();
    void everyMessageIsThereWithItsPlaces();
    void pluralsOfTheSourceAreInEachLanguage();
};

void TestTranslations::everyMessageIsThereWithItsPlaces_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("least");
    QTest::newRow("English, of which only plurals are there") << u"en"_s << 15;
    QTest::newRow("German") << u"de"_s << 800;
}

void TestTranslations::everyMessageIsThereWithItsPlaces()
{
    QFETCH(const QString, language);
    QFETCH(const int, least);
    const QList<Message> messages = messagesOf(language);
    QVERIFY2(messages.size() >= least, qPrintable(QString::number(messages.size())));
    for (const Message &message : messages) {
        const QByteArray where = u"%1: %2"_s.arg(message.context, message.source).toUtf8();
        QVERIFY2(!message.isUnfinished, where.constData());
        QVERIFY2(message.forms.size() == (message.isPlural ? 2 : 1), where.constData());
        for (const QString &form : message.forms) {
            QVERIFY2(!form.isEmpty(), where.constData());
            QVERIFY2(placesIn(form) == placesIn(message.source), where.constData());
            QVERIFY2(form.count(u'\n') == message.source.count(u'\n'), where.constData());
        }
    }
}

// English shows "1 thing(s)" where it has none.
void TestTranslations::pluralsOfTheSourceAreInEachLanguage()
{
    const auto plurals = [](const QString &language) {
        QSet<QString> all;
        for (const Message &message : messagesOf(language)) {
            if (message.isPlural)
                all.insert(message.context + u'|' + message.source);
        }
        return all;
    };
    const QSet<QString> missing = plurals(u"de"_s) - plurals(u"en"_s);
    QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.values()).join(u'\n')));
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
