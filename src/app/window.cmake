# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The window as a library, for the program and for the tests that drive it.

include_guard(GLOBAL)

qt_add_library(dogwatch_window STATIC
    ${CMAKE_CURRENT_LIST_DIR}/window.cpp ${CMAKE_CURRENT_LIST_DIR}/window.h)
target_link_libraries(dogwatch_window PUBLIC
    dogwatch_flags dogwatch_models dogwatch_modelsplugin dogwatch_graph dogwatch_graphplugin
    dogwatch_ui dogwatch_uiplugin Qt6::Quick Qt6::QuickControls2)
