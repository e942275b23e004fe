// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Debian's Qt is not built for ThreadSanitizer, so that the sanitizer does not see that a queued
// call happens before what it calls, and reports every value that is handed over in one. This tells
// it, for the calls that our code posts (QMetaObject::invokeMethod with a function) and for these
// alone: what two threads share in any other way is still found.
//
// Linked into the tests of a ThreadSanitizer build; the definition here takes the place of Qt's,
// which it calls. Qt 6.4: a later Qt may post calls through another function.

#include <QObject>

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

namespace {

// The call that was asked for, between the two things to be told.
class ToldCall : public QtPrivate::QSlotObjectBase
{
public:
    ToldCall(QSlotObjectBase *call, void *returned)
        : QSlotObjectBase(&run)
        , m_call(call)
        , m_returned(returned)
    {
        __tsan_release(this);
    }

private:
    static void run(int which, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *)
    {
        auto *self = static_cast<ToldCall *>(base);
        __tsan_acquire(self);
        switch (which) {
        case Call:
            self->m_call->call(receiver, arguments);
            // Whoever lets go of it last destroys it, and that may be the one who posted it.
            __tsan_release(self);
            if (self->m_returned)
                __tsan_release(self->m_returned);
            break;
        case Destroy:
            self->m_call->destroyIfLastRef();
            delete self;
            break;
        default:
            break;
        }
    }

    QSlotObjectBase *const m_call;
    void *const m_returned; // of a caller that waits, or null
};

} // namespace

bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot,
                                   Qt::ConnectionType type, void *result)
{
    using Function = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);
    static const auto real =
        reinterpret_cast<Function>(dlsym(RTLD_NEXT,
                                         "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate"
                                         "15QSlotObjectBaseEN2Qt14ConnectionTypeEPv"));
    char returned = 0;
    const bool waits = type == Qt::BlockingQueuedConnection;
    const bool invoked =
        real(object, new ToldCall(slot, waits ? &returned : nullptr), type, result);
    if (waits)
        __tsan_acquire(&returned);
    return invoked;
}
