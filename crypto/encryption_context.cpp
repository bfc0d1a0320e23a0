#include "crypto/encryption_context.h"

#include <algorithm>
#include <cstdint>

#include "base/source.h"

namespace keyward::crypto {
namespace {

void Append(std::string_view text, Bytes& out) {
  const auto size = static_cast<uint32_t>(text.size());
  for (const unsigned shift : {24u, 16u, 8u, 0u})
    out.push_back(static_cast<uint8_t>(size >> shift));
  out.insert(out.end(), text.begin(), text.end());
}

}  // namespace

Result<EncryptionContext> EncryptionContext::Create(std::vector<ContextPair> pairs) {
  size_t size = 0;
  for (const auto& [name, value] : pairs) {
    // Each addend is bounded, so that no sum can overflow.
    for (const std::string_view text : {name, value}) {
      size += sizeof(uint32_t) + std::min(text.size(), kMaxEncryptionContextSize);
    }
    if (size > kMaxEncryptionContextSize) {
      return Fail(ErrorCode::kTooLarge, "the encryption context is larger than 8192 bytes");
    }
    if (InvalidUtf8At(name) != name.size() || InvalidUtf8At(value) != value.size()) {
      return Fail(ErrorCode::kInvalidUtf8, "the encryption context is not valid UTF-8");
    }
  }
  // char_traits compare as unsigned bytes.
  std::sort(pairs.begin(), pairs.end(),
            [](const ContextPair& a, const ContextPair& b) { return a.first < b.first; });
  EncryptionContext context;
  context.canonical_.reserve(size);
  for (size_t i = 0; i < pairs.size(); ++i) {
    if (i > 0 && pairs[i].first == pairs[i - 1].first) {
      return Fail(ErrorCode::kInvalidInput, "a name stands twice in the encryption context");
    }
    Append(pairs[i].first, context.canonical_);
    Append(pairs[i].second, context.canonical_);
  }
  return context;
}

}  // namespace keyward::crypto
