// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "graph/trayimage.h"

#include <QPainter>
#include <QTest>

#include <cmath>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSmallest = 16;
constexpr std::array kLive{SessionStatus::Starting, SessionStatus::Working,
                           SessionStatus::Waiting,  SessionStatus::NeedsInput,
                           SessionStatus::Parked,   SessionStatus::Stalled,
                           SessionStatus::Failed,   SessionStatus::Unknown};

// How far two pictures are apart without their colours: the sum of differences in grey.
qint64 greyDistance(const QImage &one, const QImage &other)
{
    qint64 sum = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            sum += std::abs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y)));
    }
    return sum;
}

double luminance(QColor color)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

// The smallest panel there is must still tell what matters.
class TestTrayImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusesDifferInShapeAtSixteenPixels();
    void countsDifferAtSixteenPixels();
    void theShapeIsSeenBesideACount();
    void whatItSaysStandsOutOfItsPlate();
    void itIsSeenOnAnyPanel_data();
    void itIsSeenOnAnyPanel();
    void theIconHasTheSizesOfPanels();
};

void TestTrayImage::statusesDifferInShapeAtSixteenPixels()
{
    for (const SessionStatus one : kLive) {
        for (const SessionStatus other : kLive) {
            // Both are discs: only the colour tells whose turn it is, and neither needs a person.
            const bool areDiscs = (one == SessionStatus::Working && other == SessionStatus::Waiting)
                || (one == SessionStatus::Waiting && other == SessionStatus::Working);
            if (one == other || areDiscs)
                continue;
            const qint64 distance =
                greyDistance(trayImage(one, 0, kSmallest), trayImage(other, 0, kSmallest));
            QVERIFY2(distance > 1500,
                     qPrintable(
                         u"%1 and %2: %3"_s.arg(statusName(one), statusName(other)).arg(distance)));
        }
    }
}

void TestTrayImage::countsDifferAtSixteenPixels()
{
    for (int one = 1; one <= 10; ++one) {
        for (int other = one + 1; other <= 10; ++other)
            QVERIFY2(greyDistance(trayImage(SessionStatus::NeedsInput, one, kSmallest),
                                  trayImage(SessionStatus::NeedsInput, other, kSmallest))
                         > 500,
                     qPrintable(u"%1 and %2"_s.arg(one).arg(other)));
    }
    QCOMPARE(trayImage(SessionStatus::NeedsInput, 10, kSmallest),
             trayImage(SessionStatus::NeedsInput, 4711, kSmallest));
}

void TestTrayImage::theShapeIsSeenBesideACount()
{
    for (const int count : {1, 8, 10})
        QVERIFY(greyDistance(trayImage(SessionStatus::NeedsInput, count, kSmallest),
                             trayImage(SessionStatus::Failed, count, kSmallest))
                > 500);
}

// By the measure for what is no text, 3 to 1, in so many of its 256 points.
void TestTrayImage::whatItSaysStandsOutOfItsPlate()
{
    const QColor plate = trayImage(std::nullopt, 0, kSmallest).pixelColor(kSmallest / 2, 1);
    const auto clearIn = [&plate](const QImage &image, int fromX, int toX) {
        int points = 0;
        for (int y = 2; y < kSmallest - 2; ++y) {
            for (int x = fromX; x < toX; ++x)
                points += contrast(image.pixelColor(x, y), plate) >= 3.0 ? 1 : 0;
        }
        return points;
    };
    for (const SessionStatus status : kLive) {
        const int alone = clearIn(trayImage(status, 0, kSmallest), 2, kSmallest - 2);
        QVERIFY2(alone >= 10, qPrintable(u"%1: %2"_s.arg(statusName(status)).arg(alone)));
        for (const int count : {1, 3, 8, 10}) {
            const QImage image = trayImage(status, count, kSmallest);
            const int middle = kSmallest / 2 + (count > 9 ? 0 : 1);
            const int shape = clearIn(image, 1, middle);
            const int digits = clearIn(image, middle, kSmallest - 1);
            // Lines of grey are thin; neither of the two comes with a count but beside a worse one.
            const bool isThin =
                status == SessionStatus::Starting || status == SessionStatus::Unknown;
            QVERIFY2((isThin || shape >= 16) && digits >= 8,
                     qPrintable(u"%1, %2: %3 and %4"_s.arg(statusName(status))
                                    .arg(count)
                                    .arg(shape)
                                    .arg(digits)));
        }
    }
}

void TestTrayImage::itIsSeenOnAnyPanel_data()
{
    QTest::addColumn<QColor>("panel");
    QTest::newRow("white") << QColor(255, 255, 255);
    QTest::newRow("light") << QColor(0xe0, 0xe0, 0xe0);
    QTest::newRow("dark") << QColor(0x20, 0x20, 0x20);
    QTest::newRow("black") << QColor(0, 0, 0);
}

void TestTrayImage::itIsSeenOnAnyPanel()
{
    QFETCH(QColor, panel);
    for (const int side : {kSmallest, 22, 24, 32}) {
        QImage seen(side, side, QImage::Format_RGB32);
        seen.fill(panel);
        QPainter(&seen).drawImage(0, 0, trayImage(SessionStatus::NeedsInput, 3, side));
        // In the middle of each side, where it ends: the rim or what is behind it.
        const int half = side / 2;
        const int last = side - 1;
        for (const auto &[edge, inner] : {std::pair(QPoint(half, 0), QPoint(half, 1)),
                                          {QPoint(half, last), QPoint(half, last - 1)},
                                          {QPoint(0, half), QPoint(1, half)},
                                          {QPoint(last, half), QPoint(last - 1, half)}})
            QVERIFY(std::max(contrast(seen.pixelColor(edge), panel),
                             contrast(seen.pixelColor(inner), panel))
                    >= 3.0);
    }
}

void TestTrayImage::theIconHasTheSizesOfPanels()
{
    const QIcon icon = trayIcon(std::nullopt, 0);
    for (const int side : {16, 22, 24, 32, 48})
        QVERIFY(icon.availableSizes().contains(QSize(side, side)));
}

QTEST_MAIN(TestTrayImage)
#include "tst_trayimage.moc"
