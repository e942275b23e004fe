// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// What the agents used, and what it would have cost.
// Keys: Tab between the parts, arrows in them, Enter opens a figure, T shows the chart as a table,
// Ctrl+S exports what is shown, Esc goes back.
FocusScope {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property UiSettings settings

    readonly property alias usage: report
    property bool table: false

    property bool waits: false

    readonly property bool opened: report.figure.length > 0 || root.waits

    signal sessionWanted(ref: real, entry: real, seq: real)
    signal messageWanted(ref: real, message: real)

    function takeFocus() {
        if (root.waits)
            waitPane.takeFocus();
        else if (root.opened)
            figure.takeFocus();
        else if (root.table)
            days.takeFocus();
        else
            chart.forceActiveFocus(Qt.OtherFocusReason);
    }
    function open(what: int, key: string) {
        root.waits = false;
        report.openFigure(what, key);
        figure.takeFocus();
    }
    function showWaits() {
        report.closeFigure();
        root.waits = true;
        root.takeFocus();
    }
    function close() {
        root.waits = false;
        report.closeFigure();
        root.takeFocus();
    }
    function exportTable() {
        let text = "";
        if (root.waits)
            text = waitPane.exportText();
        else if (root.opened)
            text = figure.exportText();
        else if (projects.activeFocus)
            text = projects.exportText();
        else if (models.activeFocus)
            text = models.exportText();
        else if (sources.activeFocus)
            text = sources.exportText();
        else
            text = report.days.csv([report.hourly ? qsTr("Hour") : qsTr("Day"), qsTr("Cost, US dollars"),
                qsTr("Tokens"), qsTr("Cache hits"), qsTr("Messages")]);
        root.actions.saveText("dogwatch-usage.csv", text);
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Usage")

    // Esc is the window's, too.
    Keys.onShortcutOverride: (event) => event.accepted = event.key === Qt.Key_Escape && root.opened
    Keys.onPressed: (event) => {
        if (event.key === Qt.Key_Escape && root.opened)
            root.close();
        else if (event.key === Qt.Key_S && (event.modifiers & Qt.ControlModifier))
            root.exportTable();
        else if (event.key === Qt.Key_T && !event.modifiers && !root.opened) {
            root.table = !root.table;
            root.takeFocus();
        } else
            return;
        event.accepted = true;
    }

    UsageReportModel {
        id: report

        feed: root.feed
        active: root.visible && root.Window.visibility !== Window.Hidden
            && root.Window.visibility !== Window.Minimized
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    RangeBar {
        id: bar

        width: parent.width
        usage: report
        table: root.table
        onTableToggled: root.table = !root.table
        onExportWanted: root.exportTable()
    }
    StateNote {
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: report.state === ModelState.Failed || report.isEmpty
            || (report.state === ModelState.Loading && report.rangeText.length === 0)
        failed: report.state === ModelState.Failed
        title: failed ? qsTr("The usage can't be read")
            : report.state === ModelState.Loading ? qsTr("Reading …") : qsTr("Nothing was used in these days")
        detail: failed ? report.errorText
            : report.isEmpty ? qsTr("Figures come from the transcripts that agents write. Those of former sessions are taken in by: dogwatchctl import") : ""
        action: failed ? qsTr("Retry") : report.isEmpty && report.range !== UsageReportModel.Ever ? qsTr("Show all days") : ""
        onTriggered: {
            if (failed)
                report.retry();
            else
                report.range = UsageReportModel.Ever;
        }
    }
    Item {
        id: body

        readonly property bool wide: width > Theme.averageWidth * 90

        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: report.state !== ModelState.Failed && !report.isEmpty && report.rangeText.length > 0

        UsageSums {
            id: sums

            width: parent.width
            usage: report
            onOpened: (figure) => root.open(figure, "")
            onWaitsWanted: root.showWaits()
        }
        Item {
            id: overview

            anchors.top: sums.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            visible: !root.opened
            enabled: visible

            UsageChart {
                id: chart

                width: parent.width
                height: parent.height * 0.5
                visible: !root.table
                enabled: visible
                focus: true
                usage: report
                onOpened: (column) => root.open(UsageReportModel.Slot, String(column))
            }
            TableColumns {
                id: dayWidths

                settings: root.settings
                table: "usage_days"
                defaults: [Theme.averageWidth * 28, Theme.averageWidth * 16, Theme.averageWidth * 14,
                    Theme.averageWidth * 12, Theme.averageWidth * 14]
            }
            CellTable {
                id: days

                width: parent.width
                height: chart.height
                visible: root.table
                enabled: visible
                rows: report.days
                columns: dayWidths
                titles: [report.hourly ? qsTr("Hour") : qsTr("Day"), qsTr("Cost"), qsTr("Tokens"), qsTr("Cache"), qsTr("Messages")]
                rights: [false, true, true, true, true]
                name: qsTr("Usage over time")
                emptyText: ""
                failedText: ""
                barColor: Theme.accent
                onOpened: (row) => root.open(UsageReportModel.Slot, report.days.keyAt(row))
            }
            Rectangle {
                anchors.top: chart.bottom
                width: parent.width
                height: 1
                color: Theme.hairline
            }
            Row {
                id: panes

                readonly property real share: (width - 2) / 3

                anchors.top: chart.bottom
                anchors.topMargin: 1
                anchors.bottom: parent.bottom
                width: parent.width

                BarPane {
                    id: projects

                    width: panes.share
                    height: parent.height
                    rows: report.projects
                    title: qsTr("Project")
                    byTokens: report.byTokens
                    settings: root.settings
                    table: "usage_projects"
                    onOpened: (key) => root.open(UsageReportModel.Project, key)
                }
                Rectangle {
                    width: 1
                    height: parent.height
                    color: Theme.hairline
                }
                BarPane {
                    id: models

                    width: panes.share
                    height: parent.height
                    rows: report.models
                    title: qsTr("Model")
                    byTokens: report.byTokens
                    settings: root.settings
                    table: "usage_models"
                    onOpened: (key) => root.open(UsageReportModel.Model, key)
                }
                Rectangle {
                    width: 1
                    height: parent.height
                    color: Theme.hairline
                }
                BarPane {
                    id: sources

                    width: panes.share
                    height: parent.height
                    rows: report.sources
                    title: qsTr("Agent")
                    byTokens: report.byTokens
                    settings: root.settings
                    table: "usage_sources"
                    onOpened: (key) => root.open(UsageReportModel.Source, key)
                }
            }
        }
        FigurePane {
            id: figure

            anchors.top: sums.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            visible: root.opened && !root.waits
            enabled: visible
            usage: report
            settings: root.settings
            onSessionWanted: (ref) => root.sessionWanted(ref, 0, 0)
            onMessageWanted: (ref, message) => root.messageWanted(ref, message)
            onCloseRequested: root.close()
        }
        WaitPane {
            id: waitPane

            anchors.top: sums.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            visible: root.waits
            enabled: visible
            usage: report
            settings: root.settings
            onCloseRequested: root.close()
        }
    }
}
