#include "compiler/kms_actions.h"

#include <algorithm>
#include <array>

#include "compiler/values.h"

namespace keyward::compiler {
namespace {

constexpr std::array<KmsActionFacts, kKmsActionCount> kFacts = {{
#define KMS_ACTION(name, access, resource, cross, key_policy, read_only, grant, crypto, carries) \
  {#name,                                                                                        \
   AccessLevel::k##access,                                                                       \
   KmsResource::k##resource,                                                                     \
   cross,                                                                                        \
   key_policy,                                                                                   \
   read_only,                                                                                    \
   grant,                                                                                        \
   crypto,                                                                                       \
   carries},
#include "compiler/kms_actions.def"
#undef KMS_ACTION
}};

bool LessIgnoringCase(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return AsciiLower(x) < AsciiLower(y); });
}

}  // namespace

const KmsActionFacts& FactsOf(KmsAction action) { return kFacts[static_cast<size_t>(action)]; }

std::optional<KmsAction> FindKmsAction(std::string_view name) {
  const auto* found = std::lower_bound(kFacts.begin(), kFacts.end(), name,
                                       [](const KmsActionFacts& facts, std::string_view key) {
                                         return LessIgnoringCase(facts.name, key);
                                       });
  if (found == kFacts.end() || !EqualsIgnoringAsciiCase(found->name, name)) return std::nullopt;
  return static_cast<KmsAction>(found - kFacts.begin());
}

uint64_t KeyPolicyActions() {
  uint64_t mask = 0;
  for (size_t i = 0; i < kFacts.size(); ++i) {
    if (kFacts[i].key_policy) mask |= Bit(static_cast<KmsAction>(i));
  }
  return mask;
}

}  // namespace keyward::compiler
