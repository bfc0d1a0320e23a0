// A Permit comes from the Gate: nobody else constructs one.
// error: (Permit.* is private|private constructor of class .*Permit)
#include "crypto/permit.h"

using keyward::crypto::Permit;
using keyward::crypto::PermittedUse;

bool Covers(const Permit& permit) {
  return permit.Covers("arn:aws:kms:us-east-1:111122223333:key/1", keyward::crypto::Use::kDecrypt);
}

#ifdef FORBIDDEN
Permit Forge(std::vector<PermittedUse> uses) { return Permit(std::move(uses)); }
#endif
