#include "crypto/random.h"

#include <array>
#include <climits>
#include <fmt/format.h>
#include <openssl/rand.h>

#include "crypto/openssl/fault.h"

namespace keyward::crypto {
namespace {

Result<void> Fill(int (*generate)(unsigned char*, int), std::span<uint8_t> out) {
  if (out.empty()) return {};
  if (out.size() > INT_MAX || generate(out.data(), static_cast<int>(out.size())) != 1) {
    ForgetOpensslErrors();
    return Fail(ErrorCode::kFault, "the system gives no random bytes");
  }
  return {};
}

}  // namespace

Result<void> FillRandom(std::span<uint8_t> out) { return Fill(RAND_bytes, out); }

Result<void> FillSecretRandom(std::span<uint8_t> out) { return Fill(RAND_priv_bytes, out); }

Result<SecretBytes> RandomSecret(size_t size) {
  auto secret = SecretBytes::Create(size);
  if (!secret) return secret;
  if (auto filled = FillSecretRandom(secret->span()); !filled) {
    return tl::unexpected(filled.error());
  }
  return secret;
}

Result<std::string> RandomUuid() {
  std::array<uint8_t, 16> b;
  if (auto filled = FillRandom(b); !filled) return tl::unexpected(filled.error());
  b[6] = static_cast<uint8_t>((b[6] & 0x0f) | 0x40);  // version 4
  b[8] = static_cast<uint8_t>((b[8] & 0x3f) | 0x80);  // variant of RFC 4122
  std::string uuid;
  uuid.reserve(36);
  for (size_t i = 0; i < b.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) uuid += '-';
    fmt::format_to(std::back_inserter(uuid), "{:02x}", b[i]);
  }
  return uuid;
}

}  // namespace keyward::crypto
