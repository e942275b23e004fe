# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The page of one session.

set(session_qml_files
    session/AgentPane.qml
    session/AgentRow.qml
    session/CallRow.qml
    session/CallTable.qml
    session/ErrorsTab.qml
    session/EventRow.qml
    session/EventTable.qml
    session/FilesTab.qml
    session/LogTable.qml
    session/MonoCell.qml
    session/NeedsStrip.qml
    session/PaneHandle.qml
    session/PayloadPane.qml
    session/RowBack.qml
    session/RowTip.qml
    session/SessionHeader.qml
    session/SessionPage.qml
    session/TabStrip.qml
    session/TabTools.qml
    session/TableCell.qml
    session/TableHeader.qml
    session/Toggle.qml
    session/TranscriptEntry.qml
    session/TranscriptTab.qml
    session/UsageTab.qml)
