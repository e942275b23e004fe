// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

// Whether what a model shows was read at all. Apart from its count: an empty list means something
// only when it is Ready.
namespace dogwatch::ModelState {

Q_NAMESPACE
QML_NAMED_ELEMENT(ModelState)

enum Value {
    Loading,
    Ready,
    Failed,
};
Q_ENUM_NS(Value)

} // namespace dogwatch::ModelState
