# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Puts the demo's recordings into TARGET as :/demo/NAME.jsonl. They are written by
# tests/tools/make-demo and compress to about a tenth.
function(dogwatch_add_demo target)
    file(GLOB recordings CONFIGURE_DEPENDS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/demo/*.jsonl)
    qt_add_resources(${target} dogwatch_demo
        PREFIX /demo
        BASE ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/demo
        FILES ${recordings}
        OPTIONS --compress-algo zlib --compress 9)
endfunction()
