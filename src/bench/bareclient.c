/* SPDX-FileCopyrightText: The Dogwatch authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The least that a hook client could do: read a payload, connect, write, read. What dogwatch-hook is
 * measured against. Usage: dogwatch-bench-client SOCKET < payload */

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static char payload[65536];
    static char text[66560];
    size_t size = 0;
    ssize_t got = 0;
    while ((got = read(0, payload + size, sizeof payload - size)) > 0)
        size += (size_t)got;
    const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address;
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    if (argc != 2 || strlen(argv[1]) >= sizeof address.sun_path)
        return 2;
    strcpy(address.sun_path, argv[1]);
    if (connect(descriptor, (const struct sockaddr *)&address, sizeof address) != 0)
        return 1;
    const int head = snprintf(text, 1024,
                              "POST /api/hooks/claude-code HTTP/1.1\r\nHost: localhost\r\n"
                              "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
                              size);
    memcpy(text + head, payload, size);
    const size_t whole = (size_t)head + size;
    if (write(descriptor, text, whole) != (ssize_t)whole)
        return 1;
    return read(descriptor, text, 4096) > 0 && memcmp(text, "HTTP/1.1 200", 12) == 0 ? 0 : 1;
}
