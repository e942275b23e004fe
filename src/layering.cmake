# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Keeps the dependencies of src/ running one way. Each layer lists the layers whose headers it may
# include; the layers that must run without a window may not include Qt's GUI modules either.

set(DOGWATCH_LAYER_core "")
set(DOGWATCH_LAYER_agents core)
set(DOGWATCH_LAYER_store core agents)
set(DOGWATCH_LAYER_net core agents store)
set(DOGWATCH_LAYER_watch core agents store platform)
set(DOGWATCH_LAYER_jobs core agents store)
set(DOGWATCH_LAYER_platform core)
set(DOGWATCH_LAYER_models core agents store watch jobs graph)
set(DOGWATCH_LAYER_graph core)
set(DOGWATCH_LAYER_hook platform)
set(DOGWATCH_LAYER_ctl core agents store net watch jobs)
set(DOGWATCH_LAYER_bench core agents store net watch models app)
set(DOGWATCH_LAYER_app core agents store net watch jobs models graph platform)
set(DOGWATCH_LAYERS core agents store net watch jobs platform models graph hook ctl bench app)
set(DOGWATCH_LAYERS_WITHOUT_GUI core agents store net watch jobs hook ctl)

function(dogwatch_check_layering root)
    foreach(layer IN LISTS DOGWATCH_LAYERS)
        file(GLOB files CONFIGURE_DEPENDS ${root}/${layer}/*.h ${root}/${layer}/*.cpp)
        foreach(file IN LISTS files)
            file(STRINGS ${file} includes REGEX "^#include ")
            foreach(line IN LISTS includes)
                dogwatch_check_include("${layer}" "${file}" "${line}")
            endforeach()
        endforeach()
    endforeach()
endfunction()

function(dogwatch_check_include layer file line)
    if(line MATCHES "#include \"([a-z]+)/")
        set(other ${CMAKE_MATCH_1})
        if(other IN_LIST DOGWATCH_LAYERS AND NOT other STREQUAL layer
           AND NOT other IN_LIST DOGWATCH_LAYER_${layer})
            message(FATAL_ERROR "${file}: layer '${layer}' must not depend on '${other}': ${line}")
        endif()
    elseif(layer IN_LIST DOGWATCH_LAYERS_WITHOUT_GUI
           AND line MATCHES "#include <(QtGui|QtQml|QtQuick|QtWidgets|QGui|QQml|QQuick|QWidget|QApplication|QWindow|QImage|QPixmap|QColor)")
        message(FATAL_ERROR "${file}: layer '${layer}' must run without a window: ${line}")
    elseif(layer STREQUAL "hook" AND line MATCHES "#include <Q")
        message(FATAL_ERROR "${file}: the hook client is built without Qt: ${line}")
    endif()
endfunction()
