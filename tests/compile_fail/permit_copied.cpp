// A Permit serves one call: it moves, and is never copied.
// error: deleted
#include "crypto/permit.h"

using keyward::crypto::Permit;

Permit Move(Permit permit) { return permit; }

#ifdef FORBIDDEN
Permit Copy(const Permit& permit) { return permit; }
#endif
