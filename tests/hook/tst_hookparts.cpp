// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The parts of the hook client that need no process of their own to be tried.

#include "hook/agentnames.h"
#include "hook/datafolder.h"
#include "hook/hostclock.h"
#include "hook/jsonscan.h"
#include "hook/jsonstring.h"
#include "hook/process.h"
#include "hook/textbuilder.h"
#include "hook/uuid7.h"
#include "seed.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace dogwatch::hook;

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArray randomText(QRandomGenerator &random)
{
    static const QByteArray kLetters = "{}[]\",:\\ \n019.-+eEtruefalsn/u";
    QByteArray text;
    const int length = random.bounded(24);
    for (int i = 0; i < length; ++i)
        text += kLetters.at(random.bounded(static_cast<int>(kLetters.size())));
    return text;
}

} // namespace

class HookParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textThatDoesNotFitIsLeftOutAndRemembered();
    void numbersAreFilledUpWithZeros();
    void uuidsAreOfVersion7AndSortByTime();
    void escapedTextReadsBack_data();
    void escapedTextReadsBack();
    void scannerAgreesWithAJsonParser();
    void memberIsFoundAtTheTopAlone_data();
    void memberIsFoundAtTheTopAlone();
    void dataFolderIsAbsoluteAndClean_data();
    void dataFolderIsAbsoluteAndClean();
    void processIsReadWhateverItsName();
    void deadlineThatHasPassedLeavesNothing();
};

void HookParts::textThatDoesNotFitIsLeftOutAndRemembered()
{
    FixedText<8> text;
    text.append("1234567");
    QVERIFY(!text.overflowed());
    QCOMPARE(bytes(text.view()), "1234567");
    text.append('8');
    QVERIFY(text.overflowed());
    QCOMPARE(QByteArray(text.cString()), "1234567");
}

void HookParts::numbersAreFilledUpWithZeros()
{
    FixedText<64> text;
    text.appendNumber(0);
    text.append(' ');
    text.appendNumber(42, 5);
    text.append(' ');
    text.appendNumber(UINT64_MAX, 20);
    QCOMPARE(bytes(text.view()), "0 00042 18446744073709551615");
}

void HookParts::uuidsAreOfVersion7AndSortByTime()
{
    QSet<QByteArray> seen;
    QByteArray last;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        // A microsecond is more than the fraction of the id can tell apart.
        const Uuid7 uuid(1'795'169'969'780'000'000u + i * 1000);
        const QByteArray text = bytes(uuid.text());
        QCOMPARE(text.size(), 36);
        QCOMPARE(text.at(14), '7');
        QVERIFY(QByteArray("89ab").contains(text.at(19)));
        QVERIFY(last < text);
        last = text;
        seen.insert(bytes(Uuid7(1'795'169'969'780'000'000u).text()));
    }
    QCOMPARE(seen.size(), 1000);
}

void HookParts::escapedTextReadsBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("meaning");
    QTest::newRow("plain") << "%3 /dev/pts/0"_ba << u"%3 /dev/pts/0"_s;
    QTest::newRow("quotes") << "a\"\\/b"_ba << u"a\"\\/b"_s;
    QTest::newRow("controls") << "\r\n\t\x01\x7f"_ba << u"\r\n\t\u0001\u007f"_s;
    QTest::newRow("unicode") << "äß€🐕"_ba << u"äß€🐕"_s;
    QTest::newRow("overlong") << "\xC0\xAF\xE0\x80\xAF"_ba << u"\ufffd\ufffd\ufffd\ufffd\ufffd"_s;
    QTest::newRow("surrogate") << "\xED\xA0\x80"_ba << u"\ufffd\ufffd\ufffd"_s;
    QTest::newRow("cut off") << "a\xF0\x9F\x90"_ba << u"a\ufffd\ufffd\ufffd"_s;
    QTest::newRow("too high") << "\xF4\x90\x80\x80"_ba << u"\ufffd\ufffd\ufffd\ufffd"_s;
}

void HookParts::escapedTextReadsBack()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, meaning);
    FixedText<256> json;
    appendJsonString(json, view(text));
    for (const char c : bytes(json.view()))
        QVERIFY(c >= ' ' && c < 127);
    const QJsonArray array = QJsonDocument::fromJson("[" + bytes(json.view()) + "]").array();
    QCOMPARE(array.at(0).toString(), meaning);
    FixedText<256> back;
    std::string_view inside = json.view();
    inside.remove_prefix(1);
    inside.remove_suffix(1);
    QVERIFY(appendUnescaped(back, inside));
    QCOMPARE(bytes(back.view()), meaning.toUtf8());
}

void HookParts::scannerAgreesWithAJsonParser()
{
    QRandomGenerator random(dogwatch::test::seedOfThisRun());
    const QRegularExpression bareDot(u"[0-9]\\.([^0-9]|$)|(^|[^0-9])\\.[0-9]"_s);
    const auto asLatin1 = [](const QByteArray &text) { return QString::fromLatin1(text); };
    int objects = 0;
    for (int i = 0; i < 400'000; ++i) {
        const QByteArray text = "{" + randomText(random) + "}";
        const bool isObject = isJsonObject(view(text));
        QJsonParseError error{};
        const bool parserSays = QJsonDocument::fromJson(text, &error).isObject();
        objects += isObject ? 1 : 0;
        // The scanner does not look between quotes: wrong escapes pass, as the header says.
        const bool isDespiteEscapes = isObject && !parserSays && text.contains('\\');
        // And Qt takes "9." and ".9" for numbers, which RFC 8259 does not.
        const bool isForItsDot =
            !isObject && parserSays && bareDot.match(asLatin1(text)).hasMatch();
        QVERIFY2(isObject == parserSays || isDespiteEscapes || isForItsDot, text.constData());
    }
    QVERIFY(objects > 20);
}

void HookParts::memberIsFoundAtTheTopAlone_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("alone") << R"({"socket":"/a"})"_ba
                           << "/a"_ba;
    QTest::newRow("last") << R"( { "x" : [1,{"socket":"/no"}], "socket" : "/a\/\u00e4\n" } )"_ba
                          << "/a/ä\n"_ba;
    QTest::newRow("nested") << R"({"x":{"socket":"/no"}})"_ba << QByteArray();
    QTest::newRow("as a value") << R"({"x":"socket","y":"\"socket\":\"/no\""})"_ba << QByteArray();
    QTest::newRow("no string") << R"({"socket":1})"_ba << QByteArray();
    QTest::newRow("torn") << R"({"socket":"/a)"_ba << QByteArray();
    QTest::newRow("with a NUL") << R"({"socket":"/a\u0000b"})"_ba << QByteArray();
    QTest::newRow("empty file") << QByteArray() << QByteArray();
    QTest::newRow("too long") << QByteArray(R"({"socket":"/)" + QByteArray(500, 'x') + "\"}")
                              << QByteArray();
}

void HookParts::memberIsFoundAtTheTopAlone()
{
    QFETCH(const QByteArray, object);
    QFETCH(const QByteArray, value);
    FixedText<108> found;
    QCOMPARE(findStringMember(view(object), "socket", found), !value.isEmpty());
    if (!value.isEmpty())
        QCOMPARE(bytes(found.view()), value);
}

void HookParts::dataFolderIsAbsoluteAndClean_data()
{
    QTest::addColumn<QString>("given");
    QTest::newRow("clean") << u"/home/dev/data"_s;
    QTest::newRow("with double slashes") << u"//home///dev/data//"_s;
    QTest::newRow("with dots") << u"/home/./dev/x/../data/."_s;
    QTest::newRow("relative") << u"data"_s;
    QTest::newRow("relative, upwards") << u"../data/ä"_s;
    QTest::newRow("names that begin with dots") << u"/home/..x/.y/..."_s;
}

void HookParts::dataFolderIsAbsoluteAndClean()
{
    QFETCH(const QString, given);
    PathText folder;
    QVERIFY(findDataFolder(QFile::encodeName(given).constData(), folder));
    // As the application does it: whether a socket's path is too long is decided by its length.
    QCOMPARE(QFile::decodeName(folder.cString()), QDir::cleanPath(QDir(given).absolutePath()));
}

void HookParts::processIsReadWhateverItsName()
{
    const std::uint64_t startTicks = Process(getpid()).startTicks();
    QVERIFY(startTicks > 0);
    for (const char *name : {"tst_hookparts", "a) R 1 (b c", "", " ", ")))", "((( 1 2 3"}) {
        prctl(PR_SET_NAME, name);
        const Process self(getpid());
        QVERIFY(self.isKnown());
        QCOMPARE(bytes(self.name()), name);
        QCOMPARE(self.parentPid(), getppid());
        QCOMPARE(self.startTicks(), startTicks);
    }
    QVERIFY(!Process(0).isKnown());
    QVERIFY(!Process(-1).isKnown());
    QVERIFY(!Process((1 << 22) + 1).isKnown());
}

void HookParts::deadlineThatHasPassedLeavesNothing()
{
    QCOMPARE(Deadline(0).remainingMs(), 0);
    QCOMPARE(Deadline(-5).remainingMs(), 0);
    QVERIFY(Deadline(100'000).remainingMs() > 0);
}

QTEST_GUILESS_MAIN(HookParts)
#include "tst_hookparts.moc"
