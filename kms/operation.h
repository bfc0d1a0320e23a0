// Operation: the operations of the KMS API, and the facts about each.
//
// Flow      "TrentService.Decrypt" --FindOperation--> Operation --> FactsOf, validation, Gate, audit
// Promise   tables only, made from operations.def and compiler/kms_actions.def.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "compiler/kms_actions.h"
#include "kms/exception.h"

namespace keyward::kms {

enum class Operation : uint8_t {
#define KMS_OPERATION(name, ...) k##name,
#include "kms/operations.def"
#undef KMS_OPERATION
};

inline constexpr size_t kOperationCount = 0
#define KMS_OPERATION(...) +1
#include "kms/operations.def"
#undef KMS_OPERATION
    ;

// IdentifierRule: what the member that names the key may say (K5.93, K5.100).
enum class IdentifierRule : uint8_t { kNone, kKey, kKeyOrAlias, kAliasTarget };

// OperationFacts: one line of operations.def.
struct OperationFacts {
  std::string_view name;
  compiler::KmsAction action;  // its facts say resource, cross-account use and readOnly (K8.4)
  uint64_t further;            // other actions that it may ask, as compiler::Bit
  IdentifierRule identifier;
  std::string_view member;  // empty where no member names a key
  bool mutates;
  bool grant_tokens;
  bool dry_run;
};
const OperationFacts& FactsOf(Operation operation);

// FindOperation looks up the operation that a header X-Amz-Target names: "TrentService.Decrypt"
// (K6.1), letter for letter. Nothing means UnknownOperationException (K6.65).
std::optional<Operation> FindOperation(std::string_view target);

// Declares tells whether the operation may answer with the exception (K6.51): the API model lists
// it, or it is one of those that every operation may raise.
bool Declares(Operation operation, Exception exception);

}  // namespace keyward::kms
