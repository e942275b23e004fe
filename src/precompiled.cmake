# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One precompiled header for all C++ targets that carry dogwatch_flags. Built once, so that the trees
# of the checks, which compile everything anew, take little more than half the time. The presets dev
# and release go without it: there each file is seen to include what it needs.

function(dogwatch_precompile_headers)
    file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cpp "")
    qt_add_library(dogwatch_precompiled STATIC ${CMAKE_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(dogwatch_precompiled PRIVATE dogwatch_flags Qt6::Core)
    target_precompile_headers(dogwatch_precompiled PRIVATE ${CMAKE_SOURCE_DIR}/src/precompiled.h)
    dogwatch_reuse_precompiled(${CMAKE_SOURCE_DIR})
endfunction()

function(dogwatch_reuse_precompiled directory)
    get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
        get_target_property(type ${target} TYPE)
        if(NOT type MATCHES "^(EXECUTABLE|STATIC_LIBRARY)$" OR target STREQUAL "dogwatch_precompiled")
            continue()
        endif()
        get_target_property(libraries ${target} LINK_LIBRARIES)
        if("dogwatch_flags" IN_LIST libraries)
            target_precompile_headers(${target} REUSE_FROM dogwatch_precompiled)
        endif()
    endforeach()
    get_property(folders DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
    foreach(folder IN LISTS folders)
        dogwatch_reuse_precompiled(${folder})
    endforeach()
endfunction()
