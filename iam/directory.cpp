#include "iam/directory.h"

#include <algorithm>
#include <fmt/core.h>

#include "compiler/emit.h"
#include "compiler/values.h"
#include "iam/read/entity_arn.h"

namespace keyward::iam {
namespace {

constexpr size_t kMaxSessionArns = 10;  // R1.20

// FindEntity finds what `arn` names among an account's users or roles, which are filed by name.
template <typename T>
const T* FindEntity(const ByName<T>& entities, const EntityArn& parts, std::string_view arn) {
  const auto found = entities.find(parts.name);
  return found == entities.end() || found->second->arn != arn ? nullptr : found->second.get();
}

Result<CompiledPolicy> CompileSession(const std::string& text, size_t index) {
  const std::string name = fmt::format("session[{}]", index);
  Result<SourcePtr> source = Source::Create(name, text);
  if (!source) return tl::unexpected(std::move(source.error()));
  compiler::CheckOptions options;
  options.name = name;
  compiler::Compiled compiled = compiler::Compile(*source, compiler::PolicyType::kSession, options);
  if (compiled.program != nullptr) return CompiledPolicy{std::move(compiled.program), *source};
  for (const Diagnostic& finding : compiled.diagnostics) {
    if (!finding.refuses) continue;
    return Fail(ErrorCode::kInvalidInput, fmt::format("{} ({})", finding.message, finding.code),
                name, (*source)->Locate(finding.span).start, finding.help);
  }
  return Fail(ErrorCode::kInvalidInput, "the policy does not compile", name);
}

}  // namespace

const Account* Directory::FindAccount(std::string_view id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

const User* Directory::FindUser(std::string_view arn) const {
  const auto parts = ParseEntityArn(arn, "user");
  const Account* account = parts ? FindAccount(parts->account) : nullptr;
  return account == nullptr ? nullptr : FindEntity(account->users, *parts, arn);
}

const Role* Directory::FindRole(std::string_view arn) const {
  const auto parts = ParseEntityArn(arn, "role");
  const Account* account = parts ? FindAccount(parts->account) : nullptr;
  return account == nullptr ? nullptr : FindEntity(account->roles, *parts, arn);
}

const ManagedPolicy* Directory::FindManagedPolicy(std::string_view account,
                                                  std::string_view arn) const {
  const Account* owner = FindAccount(account);
  if (owner == nullptr) return nullptr;
  const auto found = owner->policies.find(arn);
  return found == owner->policies.end() ? nullptr : found->second.get();
}

std::optional<std::string_view> Directory::ArnOf(std::string_view id) const {
  const auto found = ids_.find(id);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

Result<SessionPolicies> Directory::CompileSessionPolicies(
    std::string_view account, const std::vector<std::string>& texts,
    const std::vector<std::string>& arns) const {
  if (arns.size() > kMaxSessionArns) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("a session may have {} managed policies, but {} are passed",
                            kMaxSessionArns, arns.size()));
  }
  PolicyLevel policies;
  for (const std::string& text : texts) {
    Result<CompiledPolicy> policy = CompileSession(text, policies.size());
    if (!policy) return tl::unexpected(std::move(policy.error()));
    policies.push_back(std::move(*policy));
  }
  for (const std::string& arn : arns) {
    const ManagedPolicy* policy = FindManagedPolicy(account, arn);
    if (policy == nullptr) {
      return Fail(ErrorCode::kNotFound,
                  fmt::format("there is no policy {} in account {}", arn, account));
    }
    policies.push_back(policy->policy);
  }
  if (policies.empty()) return SessionPolicies();
  return std::make_shared<const PolicyLevel>(std::move(policies));
}

}  // namespace keyward::iam
