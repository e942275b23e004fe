// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QDBusVariant>
#include <QList>
#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// The colours and sizes of the window: the desktop's font, light or dark as the desktop wishes, and
// the few colours that mean something. Also sets the application's palette, which the stock
// controls follow. Lengths are device-independent pixels, made from the font's metrics.
//
// GUI thread; one for each QML engine, owned by it. $DOGWATCH_THEME=light|dark overrides the
// desktop, $DOGWATCH_REDUCED_MOTION=1 its wish about motion.
class Theme : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(Preference preference READ preference WRITE setPreference NOTIFY changed FINAL)
    Q_PROPERTY(Density density READ density WRITE setDensity NOTIFY changed FINAL)
    Q_PROPERTY(bool dark READ dark NOTIFY changed FINAL)
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY changed FINAL)

    Q_PROPERTY(QColor window MEMBER m_window NOTIFY changed FINAL)
    Q_PROPERTY(QColor surface MEMBER m_surface NOTIFY changed FINAL)
    Q_PROPERTY(QColor field MEMBER m_field NOTIFY changed FINAL) // to type into
    Q_PROPERTY(QColor hover MEMBER m_hover NOTIFY changed FINAL) // behind what the pointer is on
    Q_PROPERTY(QColor hairline MEMBER m_hairline NOTIFY changed FINAL)
    Q_PROPERTY(QColor text MEMBER m_text NOTIFY changed FINAL)
    Q_PROPERTY(QColor dim MEMBER m_dim NOTIFY changed FINAL) // said, but less
    Q_PROPERTY(QColor faint MEMBER m_faint NOTIFY changed FINAL) // disabled
    Q_PROPERTY(QColor accent MEMBER m_accent NOTIFY changed FINAL) // selection frame, links
    Q_PROPERTY(QColor accentSoft MEMBER m_accentSoft NOTIFY changed FINAL) // behind the selected
    Q_PROPERTY(QColor danger MEMBER m_danger NOTIFY changed FINAL)
    Q_PROPERTY(QColor good MEMBER m_good NOTIFY changed FINAL)
    Q_PROPERTY(QColor warningSoft MEMBER m_warningSoft NOTIFY changed FINAL) // behind a warning
    Q_PROPERTY(QColor dangerSoft MEMBER m_dangerSoft NOTIFY changed FINAL)
    Q_PROPERTY(QColor goodSoft MEMBER m_goodSoft NOTIFY changed FINAL)
    Q_PROPERTY(QColor shade MEMBER m_shade NOTIFY changed FINAL) // over what a dialog blocks

    // For the parts of a chart, which have no order; told apart by most eyes. The last one stands
    // for all the rest.
    Q_PROPERTY(QList<QColor> series MEMBER m_series NOTIFY changed FINAL)
    // By value of Status.
    Q_PROPERTY(QList<QColor> statusColors MEMBER m_statusColors NOTIFY changed FINAL)
    Q_PROPERTY(QList<QColor> statusTints MEMBER m_statusTints NOTIFY changed FINAL)
    Q_PROPERTY(QStringList statusWords MEMBER m_statusWords NOTIFY changed FINAL)

    Q_PROPERTY(QString family MEMBER m_family CONSTANT FINAL)
    Q_PROPERTY(QString monoFamily MEMBER m_monoFamily CONSTANT FINAL)
    Q_PROPERTY(int fontSize MEMBER m_fontSize CONSTANT FINAL) // the desktop's
    Q_PROPERTY(int smallSize MEMBER m_smallSize CONSTANT FINAL) // for figures beside
    Q_PROPERTY(int largeSize MEMBER m_largeSize CONSTANT FINAL) // for headings
    Q_PROPERTY(int lineHeight MEMBER m_lineHeight CONSTANT FINAL)
    Q_PROPERTY(int rowHeight MEMBER m_rowHeight NOTIFY changed FINAL) // of a table
    Q_PROPERTY(
        int spacing MEMBER m_spacing NOTIFY changed FINAL) // half a line or less; between things
    Q_PROPERTY(int averageWidth MEMBER m_averageWidth CONSTANT FINAL) // of a character
    Q_PROPERTY(int radius MEMBER m_radius CONSTANT FINAL)

public:
    enum Preference {
        Desktop,
        Light,
        Dark,
    };
    Q_ENUM(Preference)
    enum Density {
        Roomy,
        Compact,
    };
    Q_ENUM(Density)

    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] Preference preference() const { return m_preference; }
    void setPreference(Preference preference);
    [[nodiscard]] Density density() const { return m_density; }
    void setDensity(Density density);
    [[nodiscard]] bool dark() const { return m_dark; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void measureFont();
    void askDesktop();
    void ask(const QString &group, const QString &key);
    void take(const QString &group, const QString &key, const QVariant &value);
    void update();
    void fillColors();
    void setPalette() const;

    Preference m_preference = Desktop;
    Density m_density = Roomy;
    bool m_desktopDark = false;
    bool m_overridden = false; // by the environment
    bool m_dark = false;
    bool m_reducedMotion = false;

    QColor m_window, m_surface, m_field, m_hover, m_hairline, m_text, m_dim, m_faint, m_accent,
        m_accentSoft, m_danger, m_good, m_warningSoft, m_dangerSoft, m_goodSoft, m_shade;
    QList<QColor> m_series;
    QList<QColor> m_statusColors;
    QList<QColor> m_statusTints;
    QStringList m_statusWords;

    QString m_family;
    QString m_monoFamily;
    int m_fontSize = 0;
    int m_smallSize = 0;
    int m_largeSize = 0;
    int m_lineHeight = 0;
    int m_rowHeight = 0;
    int m_spacing = 0;
    int m_averageWidth = 0;
    int m_radius = 0;
};

} // namespace dogwatch
