// A Policy cannot exist unchecked: nobody but Check constructs one.
// error: Policy.* is private
#include "compiler/policy.h"

using keyward::compiler::Policy;

Policy Copy(const Policy& checked) { return checked; }

#ifdef FORBIDDEN
Policy Make() { return Policy(); }
#endif
