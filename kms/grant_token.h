// Grant tokens: texts that name a grant, and that only this service makes.
//
// Flow      CreateGrant --MakeGrantToken--> token --ReadGrantToken--> GrantName
// Promise   each token is new, though tokens of one grant are equivalent (K3.7); one that was not
//           made by the holder of the seal is refused (K3.14). It is not secret and allows nothing by
//           itself: the store is consistent, so that every grant is visible already.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/sealing_key.h"

namespace keyward::kms {

// GrantName: a grant and the key that it is on.
struct GrantName {
  std::string key_arn;
  std::string grant_id;
};

// MakeGrantToken writes a token. Errors: those of FillRandom and SealingKey::Mac.
Result<std::string> MakeGrantToken(const crypto::SealingKey& seal, const GrantName& name);

// ReadGrantToken reads one; nothing for whatever is none.
std::optional<GrantName> ReadGrantToken(const crypto::SealingKey& seal, std::string_view token);

}  // namespace keyward::kms
