// Any bytes as a blob, a key id and an encryption context: no crash, no plaintext, and what is read
// says again what was written.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "crypto/ciphertext.h"
#include "crypto/secure_heap.h"

namespace {

using namespace keyward;          // NOLINT(google-build-using-namespace): a fuzz target
using namespace keyward::crypto;  // NOLINT(google-build-using-namespace)

// CheckContext cuts the bytes into pairs at each zero byte.
EncryptionContext CheckContext(const std::string& text) {
  std::vector<EncryptionContext::ContextPair> pairs;
  const std::string_view all = text;
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find('\0', at), all.size());
    const size_t half = (end - at) / 2;
    pairs.emplace_back(all.substr(at, half), all.substr(at + half, end - at - half));
    at = end + 1;
  }
  const auto context = EncryptionContext::Create(pairs);
  const auto reversed = EncryptionContext::Create({pairs.rbegin(), pairs.rend()});
  KEYWARD_CHECK(context.has_value() == reversed.has_value());
  if (!context) return {};
  KEYWARD_CHECK(AsText(context->canonical()) == AsText(reversed->canonical()));
  KEYWARD_CHECK(context->canonical().size() <= kMaxEncryptionContextSize);
  return *context;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool heap = SecureHeap::Initialise(size_t{1} << 20, Locking::kOptional).has_value();
  KEYWARD_CHECK(heap);
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto id = KeyId::Parse(text)) KEYWARD_CHECK(id->Text() == text);

  const ByteView blob(data, size);
  const auto header = ParseCiphertext(blob);
  const EncryptionContext context = CheckContext(text);
  SymmetricMaterial material{AsBytes("0123456789abcdef0123456789abcdef"), {}, {}};
  if (header) {
    KEYWARD_CHECK(KeyId::Parse(header->key.Text()) == header->key);
    material.key = header->key;
    material.id = header->material;
  }
  KEYWARD_CHECK(!OpenCiphertext(material, context, blob));
  const auto sealed = SealCiphertext(material, context, blob);
  KEYWARD_CHECK(sealed.has_value() ==
                (size > 0 && size + kCiphertextOverhead <= kMaxCiphertextSize));
  if (!sealed) return 0;
  const auto opened = OpenCiphertext(material, context, *sealed);
  KEYWARD_CHECK(opened && AsText(opened->view()) == text);
  return 0;
}
