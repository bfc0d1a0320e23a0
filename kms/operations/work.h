// Work: one call on its way through the Gate, as its operation sees it.
//
// Flow      Call --Prepare--> subjects and checks --Gate decides--> permit --Run--> Document
// Promise   Prepare asks nothing of a key but that it is there; Run is called only when every check
//           was allowed, with a Permit for exactly the checks' uses. Run changes nothing itself: it
//           says what is to change, and the Gate writes it with its audit record.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/kms_actions.h"
#include "crypto/permit.h"
#include "evaluator/request.h"
#include "kms/call.h"
#include "kms/key_id.h"
#include "kms/key_store.h"
#include "kms/materials.h"

namespace keyward::kms {

// Subject: a key that the call concerns.
struct Subject {
  KeyEntryPtr entry;  // null: a key of another account that is not there, which nobody may learn
  std::string arn;
  std::string account;         // the owner's
  std::string shown;           // what denials call it: the alias ARN of another account
  std::string request_alias;   // the alias name that the request used; empty: none
  bool by_ciphertext = false;  // the ciphertext alone named it (K1.50)

  const KeyRecord& record() const { return entry->key->record(); }
  const StoredKey& key() const { return *entry->key; }
};

// Check: one action on one resource, to be allowed.
struct Check {
  compiler::KmsAction action = compiler::KmsAction::kDecrypt;
  const Subject* subject = nullptr;  // null: no key
  std::string resource = "*";        // without a subject: "*", or an alias's ARN
  std::optional<crypto::Use> use;    // what the operation then does with the key
  std::string used_key;              // its ARN, or kNoKey
  const StringMap* encryption_context = nullptr;
  std::string encryption_algorithm;  // empty: not said
  evaluator::Pairs context;          // further keys that this check alone carries
};

struct Work {
  const Call& call;
  const Document& request;
  KeyStore& keys;
  Materials& materials;
  Timestamp now;

  std::deque<Subject> subjects = {};  // Check::subject points into it
  std::vector<Check> checks = {};
  std::optional<KeyRecord> created = {};  // CreateKey: what Prepare drew up
  StoredAliasPtr alias = nullptr;         // UpdateAlias, DeleteAlias: the one that was asked about

  // For Run, and from it.
  const crypto::Permit* permit = nullptr;
  Changes changes = {};
  evaluator::Pairs event_data = {};  // further members of additionalEventData
  std::vector<std::pair<std::string, std::string>> resources = {};  // account, ARN (K8.5)

  Operation operation() const { return call.operation; }
  Endpoint endpoint() const { return {call.partition, call.region, call.caller.principal.account}; }
};

// OperationCode: the two functions of an operation.
struct OperationCode {
  Answer<void> (*prepare)(Work& work);  // K1.54 steps 5 and 6
  Answer<Document> (*run)(Work& work);  // steps 9 to 12
};

// CodeOf is the operation's code, or null where this service does not have it.
const OperationCode* CodeOf(Operation operation);

}  // namespace keyward::kms
