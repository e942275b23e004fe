# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the recordings that `dogwatch --demo` plays. See ../make-demo."""
