#include "compiler/policy_type.h"

#include <array>

namespace keyward::compiler {
namespace {

// TypeFacts: a kind's names and its size limit, in the order of PolicyType.
struct TypeFacts {
  std::string_view name;
  std::string_view words;
  size_t max_bytes;
};

// kNoLimit: what the parser takes at all; for kinds whose white space does not count (R1.20), and
// for services whose limits we do not know.
constexpr size_t kNoLimit = size_t{1} << 20;

constexpr std::array<TypeFacts, kPolicyTypeCount> kTypes = {{
    {"identity", "identity-based policy", kNoLimit},
    {"permissions-boundary", "permissions boundary", kNoLimit},
    {"session", "session policy", 2048},
    {"resource", "resource-based policy", kNoLimit},
    {"key-policy", "KMS key policy", 32768},
    {"role-trust-policy", "role trust policy", kNoLimit},
    {"scp", "service control policy", 10240},
    {"rcp", "resource control policy", 5120},
    {"vpc-endpoint", "VPC endpoint policy", 20480},
}};

}  // namespace

std::string_view PolicyTypeName(PolicyType type) { return kTypes[static_cast<size_t>(type)].name; }

std::optional<PolicyType> ParsePolicyType(std::string_view name) {
  for (size_t i = 0; i < kTypes.size(); ++i) {
    if (kTypes[i].name == name) return static_cast<PolicyType>(i);
  }
  return std::nullopt;
}

std::string_view PolicyTypeWords(PolicyType type) {
  return kTypes[static_cast<size_t>(type)].words;
}

size_t MaxPolicyBytes(PolicyType type) { return kTypes[static_cast<size_t>(type)].max_bytes; }

}  // namespace keyward::compiler
