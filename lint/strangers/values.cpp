#include "lint/strangers/values.h"

#include <fmt/core.h>

#include "compiler/condition_keys.h"

namespace keyward::lint {
namespace {

// StrangerValues: the kinds of values in caller_keys.def.
enum class StrangerValues : uint8_t {
  kAbsent,
  kAccount,
  kAddress,
  kFalse,
  kMeasurement,
  kOrgId,
  kOrgPath,
  kPrincipalArn,
  kSourceAccount,
  kSourceArn,
  kUserId,
  kVpc,
  kVpcEndpoint,
};

struct CallerKey {
  std::string_view name;
  StrangerValues values;
};

constexpr CallerKey kCallerKeys[] = {
#define CALLER_KEY(name, values) {name, StrangerValues::k##values},
#include "lint/strangers/caller_keys.def"
#undef CALLER_KEY
};

constexpr std::string_view kMeasurement =
    "5a7c1e0000000000000000000000000000000000000000000000000000000000"
    "00000000000000000000000000000000";

const CallerKey* FindCallerKey(std::string_view name) {
  const uint64_t hash = compiler::HashKey(name);
  for (const CallerKey& key : kCallerKeys) {
    const bool family = key.name.ends_with(':') || key.name.ends_with('/');
    if (family && name.size() <= key.name.size()) continue;
    const bool same =
        family ? compiler::HashKey(name.substr(0, key.name.size())) == compiler::HashKey(key.name)
               : hash == compiler::HashKey(key.name);
    if (same) return &key;
  }
  return nullptr;
}

// Instance is a text that the pattern matches, with short names in place of its wildcards.
std::string Instance(std::string_view pattern, std::string_view leading_star) {
  std::string text;
  for (const char c : pattern) {
    if (c == '*') {
      text += text.empty() ? leading_star : "x";
    } else {
      text += c == '?' ? 'x' : c;
    }
  }
  return text;
}

// NamesInPatterns are instances of what stands behind the last colon of the values that key number
// `key` is compared with: a stranger gives its users, roles and sessions such names.
std::vector<std::string> NamesInPatterns(const compiler::Program& program, uint32_t key,
                                         std::string_view leading_star) {
  std::vector<std::string> names;
  for (const compiler::Predicate& predicate : program.predicates()) {
    if (program.key(predicate.key).hash != program.key(key).hash) continue;
    for (const compiler::Operand& operand : program.operands(predicate.operands)) {
      const std::string_view written = program.text(operand.written);
      names.push_back(Instance(written.substr(written.rfind(':') + 1), leading_star));
    }
  }
  return names;
}

Values PrincipalArns(const compiler::Program& program, uint32_t key) {
  const auto arn = [](std::string_view name) {
    return fmt::format("arn:aws:iam::{}:{}", kStrangerAccount, name);
  };
  Values values = {arn("user/stranger"), arn("role/stranger"), arn("root")};
  for (const std::string& name : NamesInPatterns(program, key, "role")) values.push_back(arn(name));
  return values;
}

Values UserIds(const compiler::Program& program, uint32_t key) {
  Values values = {"AIDA00000000000STRANG"};
  for (const std::string& name : NamesInPatterns(program, key, "x")) {
    values.push_back("AROA00000000000STRANG:" + name);
  }
  return values;
}

// The addresses stand in no range that anybody lists but for those of nearly everybody.
Values Addresses() { return {"251.7.33.12", "3e00:7:33:12::1", std::nullopt}; }

Values Some(std::string_view value) { return {std::string(value), std::nullopt}; }

}  // namespace

Values ValuesOf(const compiler::Program& program, uint32_t key) {
  const CallerKey* found = FindCallerKey(program.text(program.key(key).name));
  if (found == nullptr) return {};
  switch (found->values) {
    case StrangerValues::kAbsent: return {std::nullopt};
    case StrangerValues::kAccount: return {std::string(kStrangerAccount)};
    case StrangerValues::kAddress: return Addresses();
    case StrangerValues::kFalse: return {"false"};
    case StrangerValues::kMeasurement: return Some(kMeasurement);
    case StrangerValues::kOrgId: return Some("o-0000000009");
    case StrangerValues::kOrgPath: return Some("o-0000000009/r-0009/ou-0009-00000009/");
    case StrangerValues::kPrincipalArn: return PrincipalArns(program, key);
    case StrangerValues::kSourceAccount: return Some(kStrangerAccount);
    case StrangerValues::kSourceArn:
      return Some(fmt::format("arn:aws:s3:us-east-1:{}:stranger", kStrangerAccount));
    case StrangerValues::kUserId: return UserIds(program, key);
    case StrangerValues::kVpc: return Some("vpc-00000000000000009");
    case StrangerValues::kVpcEndpoint: return Some("vpce-00000000000000009");
  }
  return {};
}

std::string_view OwnerValue(std::string_view key) {
  const uint64_t hash = compiler::HashKey(key);
  if (hash == compiler::HashKey("aws:ResourceAccount")) return kOwnerAccount;
  if (hash == compiler::HashKey("aws:ResourceOrgID")) return kOwnerOrganization;
  if (hash == compiler::HashKey("aws:ResourceOrgPaths")) return "o-0000000001/r-0001/";
  return {};
}

}  // namespace keyward::lint
