// KeyId: what a request calls a key, told apart without a look at any key.
//
// Flow      text of KeyId, SourceKeyId, TargetKeyId --ParseKeyId--> KeyReference --> the key store
// Promise   pure; another account's identifiers parse like one's own, since only the Gate may say
//           what is there (K1.51).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "kms/exception.h"
#include "kms/operation.h"

namespace keyward::kms {

// Endpoint: where a request arrived, and whose account asks. Its parts outlive no call.
struct Endpoint {
  std::string_view partition;  // "aws"
  std::string_view region;
  std::string_view account;  // of the caller, 12 digits
};

// KeyIdForm: the forms of K5.100.
enum class KeyIdForm : uint8_t { kKeyId, kKeyArn, kAliasName, kAliasArn };

// KeyReference: a key id or alias, and where it lives.
struct KeyReference {
  KeyIdForm form = KeyIdForm::kKeyId;
  std::string account;   // of the ARN, else the caller's
  std::string name;      // the key id, or the alias name with `alias/`
  std::string arn;       // of the key or alias that is meant
  bool foreign = false;  // another account's

  bool IsAlias() const { return form == KeyIdForm::kAliasName || form == KeyIdForm::kAliasArn; }
};

// ParseKeyId reads what a request says, in the operation's forms (K5.93, K5.100). Errors:
// NotFoundException for what has no form of a key id, an alias name where none is taken, and another
// Region or partition (K6.30, K6.32); InvalidArnException for a malformed ARN, and an alias ARN where
// none is taken; ValidationException for an alias as an alias's target (K5.90).
Answer<KeyReference> ParseKeyId(std::string_view text, IdentifierRule rule,
                                const Endpoint& endpoint);

// ParseAliasName checks the name that an alias operation makes, changes or deletes (K5.90): it
// begins with `alias/`, goes on without a colon, and is none of AWS's own. Errors: ValidationException,
// InvalidAliasNameException, NotAuthorizedException (K1.38, K6.40).
Answer<std::string> ParseAliasName(std::string_view name);

// IsKeyId tells whether the text is a UUID or `mrk-` and 32 hexadecimal digits, in any letter case.
bool IsKeyId(std::string_view text);
// IsMultiRegionKeyId: the id of a multi-Region key begins with `mrk-` (K5.5).
bool IsMultiRegionKeyId(std::string_view key_id);

// MakeKeyId writes 16 random bytes as the id of a new key (K5.5): a version 4 UUID, or `mrk-` and
// 32 digits.
std::string MakeKeyId(std::array<uint8_t, 16> random, bool multi_region);

// KeyArn and AliasArn write ARNs (K5.5); `alias_name` begins with `alias/`.
std::string KeyArn(const Endpoint& endpoint, std::string_view key_id);
std::string AliasArn(const Endpoint& endpoint, std::string_view alias_name);

}  // namespace keyward::kms
