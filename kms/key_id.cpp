#include "kms/key_id.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "compiler/values.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

constexpr std::string_view kAliasPrefix = "alias/";
constexpr std::string_view kKeyPrefix = "key/";
constexpr std::string_view kMultiRegionPrefix = "mrk-";

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool AllHex(std::string_view text) { return std::all_of(text.begin(), text.end(), IsHex); }

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !IsHex(text[i])) return false;
  }
  return true;
}

// ResourceForm is what the last part of a KMS ARN names, if it names something.
std::optional<KeyIdForm> ResourceForm(std::string_view resource) {
  if (resource.starts_with(kKeyPrefix) && resource.size() > kKeyPrefix.size()) {
    return KeyIdForm::kKeyArn;
  }
  if (resource.starts_with(kAliasPrefix) && resource.size() > kAliasPrefix.size()) {
    return KeyIdForm::kAliasArn;
  }
  return std::nullopt;
}

tl::unexpected<AwsError> Refused(AwsError error) {
  return tl::unexpected<AwsError>(std::move(error));
}

tl::unexpected<AwsError> MalformedArn(std::string_view arn) {
  return Refuse(Exception::kInvalidArnException, fmt::format("Invalid arn {}", arn));
}

// RefuseAlias: the operation takes keys only (K5.93, K5.90).
tl::unexpected<AwsError> RefuseAlias(std::string_view text, KeyIdForm form, IdentifierRule rule) {
  if (rule == IdentifierRule::kAliasTarget) return Refused(TargetIsAnAlias());
  if (form == KeyIdForm::kAliasArn) return MalformedArn(text);
  return Refused(InvalidKeyId(text));
}

Answer<KeyReference> ParseArn(std::string_view text, const Endpoint& endpoint) {
  const auto colons = compiler::FindArnColons(text);
  if (!colons) return MalformedArn(text);
  const auto part = [&](int index) { return compiler::ArnPart(text, *colons, index); };
  const std::optional<KeyIdForm> form = ResourceForm(part(5));
  if (part(1).empty() || part(2) != "kms" || part(3).empty() || !form ||
      !compiler::ParseAccount(part(4))) {
    return MalformedArn(text);
  }
  if (part(3) != endpoint.region || part(1) != endpoint.partition) {
    return Refused(InvalidRegion(part(3)));
  }
  KeyReference reference;
  reference.form = *form;
  reference.account = part(4);
  reference.name = *form == KeyIdForm::kKeyArn ? part(5).substr(kKeyPrefix.size()) : part(5);
  reference.arn = text;
  reference.foreign = part(4) != endpoint.account;
  return reference;
}

}  // namespace

Answer<KeyReference> ParseKeyId(std::string_view text, IdentifierRule rule,
                                const Endpoint& endpoint) {
  KeyReference reference;
  if (text.starts_with("arn:")) {
    Answer<KeyReference> parsed = ParseArn(text, endpoint);
    if (!parsed) return parsed;
    reference = std::move(*parsed);
  } else if (text.starts_with(kAliasPrefix)) {
    reference = {KeyIdForm::kAliasName, std::string(endpoint.account), std::string(text),
                 AliasArn(endpoint, text), false};
  } else if (IsKeyId(text)) {
    reference = {KeyIdForm::kKeyId, std::string(endpoint.account), std::string(text),
                 KeyArn(endpoint, text), false};
  } else {
    return Refused(InvalidKeyId(text));
  }
  if (reference.IsAlias() && rule != IdentifierRule::kKeyOrAlias) {
    return RefuseAlias(text, reference.form, rule);
  }
  return reference;
}

Answer<std::string> ParseAliasName(std::string_view name) {
  if (!name.starts_with(kAliasPrefix)) {
    return Refuse(Exception::kValidationException,
                  "Alias must start with the prefix \"alias/\". Please see "
                  "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
  }
  const std::string_view rest = name.substr(kAliasPrefix.size());
  if (rest.empty() || rest.find(':') != std::string_view::npos) {
    return Refuse(Exception::kInvalidAliasNameException,
                  fmt::format("{} contains invalid characters for an alias", name));
  }
  if (rest.starts_with("aws/")) return Refuse(Exception::kNotAuthorizedException);
  return std::string(name);
}

bool IsKeyId(std::string_view text) {
  if (!IsMultiRegionKeyId(text)) return IsUuid(text);
  return text.size() == kMultiRegionPrefix.size() + 32 &&
         AllHex(text.substr(kMultiRegionPrefix.size()));
}

bool IsMultiRegionKeyId(std::string_view key_id) { return key_id.starts_with(kMultiRegionPrefix); }

std::string MakeKeyId(std::array<uint8_t, 16> random, bool multi_region) {
  if (multi_region) return fmt::format("mrk-{:02x}", fmt::join(random, ""));
  random[6] = static_cast<uint8_t>((random[6] & 0x0Fu) | 0x40u);
  random[8] = static_cast<uint8_t>((random[8] & 0x3Fu) | 0x80u);
  std::string id = fmt::format("{:02x}", fmt::join(random, ""));
  for (const size_t at : {8u, 13u, 18u, 23u}) id.insert(at, 1, '-');
  return id;
}

std::string KeyArn(const Endpoint& endpoint, std::string_view key_id) {
  return fmt::format("arn:{}:kms:{}:{}:key/{}", endpoint.partition, endpoint.region,
                     endpoint.account, key_id);
}

std::string AliasArn(const Endpoint& endpoint, std::string_view alias_name) {
  return fmt::format("arn:{}:kms:{}:{}:{}", endpoint.partition, endpoint.region, endpoint.account,
                     alias_name);
}

}  // namespace keyward::kms
