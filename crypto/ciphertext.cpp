#include "crypto/ciphertext.h"

#include <algorithm>

#include "crypto/openssl/aes_gcm.h"
#include "crypto/openssl/kbkdf.h"
#include "crypto/random.h"
#include "crypto/root/hex.h"

namespace keyward::crypto {
namespace {

constexpr uint8_t kFormat = 'K';
constexpr uint8_t kVersion = 1;
constexpr uint8_t kMultiRegionFlag = 1;
constexpr std::string_view kMultiRegionPrefix = "mrk-";
constexpr std::string_view kLabel = "keyward symmetric 1";

void WriteHeader(const CiphertextHeader& header, uint8_t* out) {
  *out++ = kFormat;
  *out++ = kVersion;
  *out++ = header.key.multi_region ? kMultiRegionFlag : 0;
  out = std::copy(header.key.bytes.begin(), header.key.bytes.end(), out);
  out = std::copy(header.material.begin(), header.material.end(), out);
  out = std::copy(header.nonce.begin(), header.nonce.end(), out);
  std::copy(header.iv.begin(), header.iv.end(), out);
}

template <size_t N>
void Take(ByteView& bytes, std::array<uint8_t, N>& out) {
  std::copy_n(bytes.begin(), N, out.begin());
  bytes = bytes.subspan(N);
}

// Associated is what the tag covers beside the ciphertext. The header's size is fixed, so that the
// two parts cannot be confused.
Bytes Associated(ByteView header, const EncryptionContext& context) {
  Bytes associated;
  associated.reserve(header.size() + context.canonical().size());
  associated.insert(associated.end(), header.begin(), header.end());
  associated.insert(associated.end(), context.canonical().begin(), context.canonical().end());
  return associated;
}

// BlobKey: the AES key of one blob, cleansed when it goes out of use.
class BlobKey {
 public:
  BlobKey() = default;
  BlobKey(const BlobKey&) = delete;
  BlobKey& operator=(const BlobKey&) = delete;
  ~BlobKey() { Cleanse(bytes_); }

  Result<void> Derive(ByteView material, ByteView nonce) {
    return Kbkdf(material, AsBytes(kLabel), nonce, bytes_);
  }
  ByteView view() const { return bytes_; }

 private:
  std::array<uint8_t, kAesGcmKeySize> bytes_{};
};

tl::unexpected<Error> Bad() {
  return Fail(ErrorCode::kBadCiphertext, "the ciphertext cannot be decrypted");
}

}  // namespace

std::optional<KeyId> KeyId::Parse(std::string_view text) {
  KeyId id;
  if (text.substr(0, kMultiRegionPrefix.size()) == kMultiRegionPrefix) {
    id.multi_region = true;
    if (!ReadHex(text.substr(kMultiRegionPrefix.size()), id.bytes)) return std::nullopt;
    return id;
  }
  if (text.size() != 36) return std::nullopt;
  std::string digits;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return std::nullopt;
    if (!dash) digits.push_back(text[i]);
  }
  if (!ReadHex(digits, id.bytes)) return std::nullopt;
  return id;
}

std::string KeyId::Text() const {
  std::string text = HexText(bytes);
  if (multi_region) return std::string(kMultiRegionPrefix) + text;
  for (const size_t at : {8u, 13u, 18u, 23u}) text.insert(at, 1, '-');
  return text;
}

std::string CiphertextHeader::MaterialId() const { return HexText(material); }

Result<CiphertextHeader> ParseCiphertext(ByteView blob) {
  if (blob.size() <= kCiphertextOverhead || blob.size() > kMaxCiphertextSize) return Bad();
  if (blob[0] != kFormat || blob[1] != kVersion || blob[2] > kMultiRegionFlag) return Bad();
  CiphertextHeader header;
  header.key.multi_region = blob[2] == kMultiRegionFlag;
  blob = blob.subspan(3);
  Take(blob, header.key.bytes);
  Take(blob, header.material);
  Take(blob, header.nonce);
  Take(blob, header.iv);
  return header;
}

Result<Bytes> SealCiphertext(const SymmetricMaterial& material, const EncryptionContext& context,
                             ByteView plaintext) {
  if (plaintext.empty() || plaintext.size() > kMaxCiphertextSize - kCiphertextOverhead) {
    return Fail(ErrorCode::kInvalidInput, "a plaintext is 1 to 6049 bytes");
  }
  CiphertextHeader header{material.key, material.id, {}, {}};
  // One call for both: nonce and IV are public.
  std::array<uint8_t, 28> random{};
  if (auto filled = FillRandom(random); !filled) return tl::unexpected(filled.error());
  ByteView rest = random;
  Take(rest, header.nonce);
  Take(rest, header.iv);
  BlobKey key;
  if (auto derived = key.Derive(material.bytes, header.nonce); !derived) {
    return tl::unexpected(derived.error());
  }
  Bytes blob(kCiphertextOverhead + plaintext.size());
  WriteHeader(header, blob.data());
  const ByteView written(blob.data(), kCiphertextHeaderSize);
  const auto sealed = AesGcmSeal({key.view(), header.iv}, Associated(written, context), plaintext,
                                 std::span<uint8_t>(blob).subspan(kCiphertextHeaderSize));
  if (!sealed) return tl::unexpected(sealed.error());
  return blob;
}

Result<SecretBytes> OpenCiphertext(const SymmetricMaterial& material,
                                   const EncryptionContext& context, ByteView blob) {
  const auto header = ParseCiphertext(blob);
  if (!header) return tl::unexpected(header.error());
  if (!(header->key == material.key) || header->material != material.id) return Bad();
  BlobKey key;
  if (auto derived = key.Derive(material.bytes, header->nonce); !derived) {
    return tl::unexpected(derived.error());
  }
  auto plaintext = SecretBytes::Create(blob.size() - kCiphertextOverhead);
  if (!plaintext) return tl::unexpected(plaintext.error());
  const auto opened =
      AesGcmOpen({key.view(), header->iv}, Associated(blob.first(kCiphertextHeaderSize), context),
                 blob.subspan(kCiphertextHeaderSize), plaintext->span());
  if (!opened) return tl::unexpected(opened.error());
  return plaintext;
}

}  // namespace keyward::crypto
