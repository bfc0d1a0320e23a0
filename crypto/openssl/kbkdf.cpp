#include "crypto/openssl/kbkdf.h"

#include <algorithm>
#include <array>

#include "crypto/openssl/hmac_sha256.h"
#include "crypto/secret_bytes.h"

namespace keyward::crypto {
namespace {

constexpr size_t kBlockSize = 32;
constexpr size_t kMostOut = 255 * kBlockSize;

std::array<uint8_t, 4> BigEndian(size_t number) {
  return {static_cast<uint8_t>(number >> 24), static_cast<uint8_t>(number >> 16),
          static_cast<uint8_t>(number >> 8), static_cast<uint8_t>(number)};
}

}  // namespace

Result<void> Kbkdf(ByteView key, ByteView label, ByteView context, std::span<uint8_t> out) {
  if (out.empty() || out.size() > kMostOut) {
    return Fail(ErrorCode::kInternal, "KBKDF is asked for a wrong size");
  }
  static constexpr std::array<uint8_t, 1> kSeparator{};
  const auto bits = BigEndian(out.size() * 8);
  size_t counter = 1;
  for (size_t done = 0; done < out.size(); done += kBlockSize, ++counter) {
    auto block = HmacSha256(key, {BigEndian(counter), label, kSeparator, context, bits});
    if (!block) {
      Cleanse(out);
      return tl::unexpected(block.error());
    }
    std::copy_n(block->begin(), std::min(kBlockSize, out.size() - done), out.begin() + done);
    Cleanse(*block);
  }
  return {};
}

}  // namespace keyward::crypto
