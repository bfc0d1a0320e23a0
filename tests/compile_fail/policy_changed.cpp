// A checked Policy stays as it was checked: its statements are read only.
// error: discards qualifiers
#include "compiler/policy.h"

using keyward::compiler::Policy;

size_t Count(const Policy& policy) { return policy.statements().size(); }

#ifdef FORBIDDEN
void Empty(Policy& policy) { policy.statements().clear(); }
#endif
