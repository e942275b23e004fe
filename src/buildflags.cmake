# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Flags that every C++ target of the project shares, as one interface target.

add_library(dogwatch_flags INTERFACE)
target_compile_definitions(dogwatch_flags INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH
    QT_NO_KEYWORDS
    QT_USE_QSTRINGBUILDER
    QT_NO_CONTEXTLESS_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    QT_MESSAGELOGCONTEXT
    DOGWATCH_VERSION="${PROJECT_VERSION}"
    $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>
    $<$<BOOL:${DOGWATCH_TEST_HOOKS}>:DOGWATCH_TEST_HOOKS>)
target_compile_options(dogwatch_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    -Wimplicit-fallthrough -fno-strict-aliasing
    $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>
    $<$<BOOL:${DOGWATCH_WERROR}>:-Werror>)
target_include_directories(dogwatch_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)

if(DOGWATCH_SANITIZE)
    add_compile_options(-fsanitize=${DOGWATCH_SANITIZE} -fno-omit-frame-pointer -g1)
    add_link_options(-fsanitize=${DOGWATCH_SANITIZE})
    if(DOGWATCH_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize-recover=undefined)
        if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
            # Qt's own headers call through function pointers of cast type.
            add_compile_options(-fno-sanitize=function,vptr)
        endif()
    endif()
endif()
if(DOGWATCH_FUZZERS)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# A static library of one layer of src/.
function(dogwatch_add_layer name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
    qt_add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC dogwatch_flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()
