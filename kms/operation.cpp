#include "kms/operation.h"

#include <algorithm>
#include <array>

#include "kms/model/model.h"

namespace keyward::kms {
namespace {

using compiler::KmsAction;

constexpr uint64_t kNothing = 0;
constexpr uint64_t kCreateKey = compiler::Bit(KmsAction::kCreateKey);
constexpr uint64_t kReEncryptTo = compiler::Bit(KmsAction::kReEncryptTo);
constexpr uint64_t kTagResource = compiler::Bit(KmsAction::kTagResource);

constexpr std::string_view MemberName(std::string_view name) {
  return name == "None" ? std::string_view() : name;
}

constexpr std::array<OperationFacts, kOperationCount> kFacts = {{
#define KMS_OPERATION(name, action, further, identifier, member, mutates, grant_tokens, dry_run) \
  {#name,   KmsAction::k##action, further, IdentifierRule::k##identifier, MemberName(#member),   \
   mutates, grant_tokens,         dry_run},
#include "kms/operations.def"
#undef KMS_OPERATION
}};

bool IsCommon(Exception exception) {
  switch (exception) {
    case Exception::kAccessDeniedException:
    case Exception::kExpiredTokenException:
    case Exception::kIncompleteSignatureException:
    case Exception::kInternalFailure:
    case Exception::kInvalidSignatureException:
    case Exception::kMissingAuthenticationTokenException:
    case Exception::kNotAuthorizedException:
    case Exception::kOptInRequired:
    case Exception::kRequestExpired:
    case Exception::kSerializationException:
    case Exception::kServiceUnavailable:
    case Exception::kThrottlingException:
    case Exception::kUnknownOperationException:
    case Exception::kUnrecognizedClientException:
    case Exception::kValidationException: return true;
    default: return false;
  }
}

}  // namespace

const OperationFacts& FactsOf(Operation operation) {
  return kFacts[static_cast<size_t>(operation)];
}

std::optional<Operation> FindOperation(std::string_view target) {
  constexpr std::string_view kPrefix = "TrentService.";
  if (!target.starts_with(kPrefix)) return std::nullopt;
  target.remove_prefix(kPrefix.size());
  const auto* found = std::lower_bound(
      kFacts.begin(), kFacts.end(), target,
      [](const OperationFacts& facts, std::string_view key) { return facts.name < key; });
  if (found == kFacts.end() || found->name != target) return std::nullopt;
  return static_cast<Operation>(found - kFacts.begin());
}

bool Declares(Operation operation, Exception exception) {
  const auto errors = model::ErrorsOf(operation);
  return IsCommon(exception) || std::find(errors.begin(), errors.end(), exception) != errors.end();
}

}  // namespace keyward::kms
