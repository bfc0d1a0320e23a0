// Grant: an allow source on a key's side (kms.md section 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "compiler/program.h"
#include "evaluator/request.h"

namespace keyward::evaluator {

// GrantFacts: a grant as ListGrants prints it.
struct GrantFacts {
  std::string key_id;  // ARN, key id, or empty: any key
  std::string grant_id;
  std::string name;
  std::string grantee_principal;
  std::string grantee_service_principal;
  std::string retiring_principal;
  std::string retiring_service_principal;
  std::string issuing_account;  // root ARN or 12 digits
  std::vector<std::string> operations;
  std::optional<Pairs> encryption_context_equals;
  std::optional<Pairs> encryption_context_subset;
  std::string source_arn;
  std::string grant_token;
};

// Party: a grantee or retiring principal, prepared for comparison like a policy's principal.
struct Party {
  compiler::PrincipalMatch match = compiler::PrincipalMatch::kNobody;
  uint64_t account = compiler::kNoAccount;  // the account itself, or that of the ARN
  uint64_t hash = 0;
  std::string text;
};

// Grant: GrantFacts, prepared.
struct Grant {
  GrantFacts facts;
  uint64_t operations = 0;  // Bit(KmsAction)
  Party grantee;
  Party retiring;
  uint64_t issuing_account = compiler::kNoAccount;
};

// MakeGrant prepares a grant. Errors: kInvalidInput for an operation that is no grant operation, no
// operations, or not exactly one grantee (K3.1).
Result<Grant> MakeGrant(GrantFacts facts);

}  // namespace keyward::evaluator
