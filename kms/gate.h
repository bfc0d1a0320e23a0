// Gate: the only door to the keys.
//
// Flow      Call --Perform--> checks --Authorize--> Permit --> operation --> AuditRecord in the log
//           --> answer
// Promise   fail-closed: no key is used unless every check of the operation was allowed, and no
//           answer leaves, granted or not, before its record is in the log. A mutation and its record
//           are one batch of the store. While the log has failed, nothing is performed. Perform
//           takes a call, never a Decision. Safe from any thread.
// Limits    a mutation that others overtake kMaxAttempts times answers as a conflict.
#pragma once

#include <string>

#include "base/clock.h"
#include "crypto/permit.h"
#include "kms/call.h"
#include "kms/gate/trail.h"
#include "kms/key_store.h"
#include "kms/materials.h"
#include "store/decision_log.h"

namespace keyward::kms {

struct Work;
class Reasoning;

class Gate {
 public:
  static constexpr int kMaxAttempts = 8;

  // Gate's parts must outlive it.
  Gate(KeyStore& keys, Materials& materials, store::DecisionLog& log, const Clock& clock)
      : keys_(keys), materials_(materials), trail_(keys.records(), log), clock_(clock) {}

  // Open brings the records of mutations into the log that a crash kept out of it. It is due before
  // the first Perform. Errors: those of the store and the log.
  Result<void> Open() { return trail_.Drain(); }

  // Perform performs a call in the order of K1.54. Errors: the operation's; KMSInternalException
  // where no record can be written, with nothing told of what happened.
  Answer<Document> Perform(const Call& call);

 private:
  Answer<Document> Attempt(Work& work, Reasoning& reasoning);
  Answer<void> Decide(Work& work, Reasoning& reasoning) const;
  static Result<crypto::Permit> Mint(const Work& work);

  KeyStore& keys_;
  Materials& materials_;
  Trail trail_;
  const Clock& clock_;
};

}  // namespace keyward::kms
