// PolicyType: the kinds of policy documents, each with its own grammar rules (iam.md R1.12).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace keyward::compiler {

enum class PolicyType : uint8_t {
  kIdentity,
  kPermissionsBoundary,
  kSession,
  kResource,  // resource-based policy of another service than KMS
  kKeyPolicy,
  kRoleTrust,
  kServiceControl,
  kResourceControl,
  kVpcEndpoint,
};
inline constexpr size_t kPolicyTypeCount = 9;

// PolicyTypeName is the name that the command line uses: "identity", "key-policy", "scp", ….
std::string_view PolicyTypeName(PolicyType type);

// ParsePolicyType reads such a name; nothing when it is unknown.
std::optional<PolicyType> ParsePolicyType(std::string_view name);

// PolicyTypeWords is the kind in AWS's words: "identity-based policy", "service control policy", ….
std::string_view PolicyTypeWords(PolicyType type);

// HasPrincipal: the kind names principals (R1.12).
constexpr bool HasPrincipal(PolicyType type) {
  return type == PolicyType::kResource || type == PolicyType::kKeyPolicy ||
         type == PolicyType::kRoleTrust || type == PolicyType::kResourceControl ||
         type == PolicyType::kVpcEndpoint;
}

// MaxPolicyBytes is the kind's own size limit in bytes of text (R1.20); kinds whose white space does
// not count get the general limit of 1 MiB here and are counted by Check.
size_t MaxPolicyBytes(PolicyType type);

}  // namespace keyward::compiler
