// ConditionKey: what is known about context keys by name: type, arity, where they are visible.
//
// Flow      key name --FindConditionKey--> facts; read by Emit, the context's derivation and lint
// Promise   tables only, made from condition_keys.def. Unknown keys are no error (R1.17).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "compiler/operators.h"

namespace keyward::compiler {

// ConditionKeyFacts: one line of the table.
struct ConditionKeyFacts {
  std::string_view name;  // ends in `/` or `:` for a family
  Family type;
  bool multivalued;
  bool in_key_policy;
  uint32_t carried_by;  // CarriedKeys, kNoKeys where no KMS operation decides
};

// kConditionKeyCount is how many lines the table has.
inline constexpr size_t kConditionKeyCount = 0
#define CONDITION_KEY(...) +1
#include "compiler/condition_keys.def"
#undef CONDITION_KEY
    ;

// IndexOf is the line's number in the table.
size_t IndexOf(const ConditionKeyFacts& facts);

// IsFamily: the line stands for many keys.
inline bool IsFamily(const ConditionKeyFacts& facts) {
  return facts.name.back() == '/' || facts.name.back() == ':';
}

// FindConditionKey looks a key up, ignoring ASCII case (R3.3); families match by prefix, with at
// least one character behind it. Null when the key is unknown.
const ConditionKeyFacts* FindConditionKey(std::string_view name);

// HashKey is the hash under which Program and Context file a key name; ASCII case is ignored.
constexpr uint64_t HashKey(std::string_view name) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (char c : name) {
    const auto byte = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    hash = (hash ^ byte) * 0x100000001b3u;
  }
  return hash ^ (hash >> 29);
}

}  // namespace keyward::compiler
