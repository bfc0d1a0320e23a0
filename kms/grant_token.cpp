#include "kms/grant_token.h"

#include <array>

#include "crypto/random.h"
#include "kms/wire/base64.h"

namespace keyward::kms {
namespace {

constexpr size_t kNonceSize = 16;
constexpr size_t kMacSize = std::tuple_size_v<crypto::SealMac>;

}  // namespace

// A token is base64 of: MAC of the rest, nonce, key ARN, a line break, grant id.
Result<std::string> MakeGrantToken(const crypto::SealingKey& seal, const GrantName& name) {
  std::array<uint8_t, kNonceSize> nonce{};
  if (auto filled = crypto::FillRandom(nonce); !filled) return tl::unexpected(filled.error());
  const std::string text = name.key_arn + '\n' + name.grant_id;
  Bytes rest(nonce.begin(), nonce.end());
  rest.insert(rest.end(), text.begin(), text.end());
  const auto mac = seal.Mac(crypto::MacPurpose::kGrantToken, rest);
  if (!mac) return tl::unexpected(mac.error());
  rest.insert(rest.begin(), mac->begin(), mac->end());
  std::string token(Base64Size(rest.size()), '\0');
  EncodeBase64(rest, token);
  return token;
}

std::optional<GrantName> ReadGrantToken(const crypto::SealingKey& seal, std::string_view token) {
  const auto size = Base64DecodedSize(token);
  if (!size || *size <= kMacSize + kNonceSize) return std::nullopt;
  Bytes bytes(*size);
  if (!DecodeBase64(token, bytes)) return std::nullopt;
  const ByteView all = bytes;
  const ByteView rest = all.subspan(kMacSize);
  if (!seal.VerifyMac(crypto::MacPurpose::kGrantToken, rest, all.first(kMacSize))) {
    return std::nullopt;
  }
  const std::string_view text = AsText(rest.subspan(kNonceSize));
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  return GrantName{std::string(text.substr(0, end)), std::string(text.substr(end + 1))};
}

}  // namespace keyward::kms
