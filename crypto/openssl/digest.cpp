#include "crypto/digest.h"

#include "base/check.h"
#include "crypto/openssl/handles.h"

namespace keyward::crypto {
namespace {

const EVP_MD* Fetched(DigestAlgorithm algorithm) {
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  static const EVP_MD* const sha384 = EVP_MD_fetch(nullptr, "SHA2-384", nullptr);
  static const EVP_MD* const sha512 = EVP_MD_fetch(nullptr, "SHA2-512", nullptr);
  switch (algorithm) {
    case DigestAlgorithm::kSha256: return sha256;
    case DigestAlgorithm::kSha384: return sha384;
    case DigestAlgorithm::kSha512: return sha512;
  }
  return nullptr;
}

void HashInto(DigestAlgorithm algorithm, ByteView bytes, uint8_t* out) {
  thread_local const DigestContext context(EVP_MD_CTX_new());
  KEYWARD_CHECK(context != nullptr &&
                EVP_DigestInit_ex2(context.get(), Fetched(algorithm), nullptr) == 1 &&
                EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                EVP_DigestFinal_ex(context.get(), out, nullptr) == 1);
}

}  // namespace

size_t DigestSize(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kSha256: return 32;
    case DigestAlgorithm::kSha384: return 48;
    case DigestAlgorithm::kSha512: return 64;
  }
  return 0;
}

Bytes Digest(DigestAlgorithm algorithm, ByteView bytes) {
  Bytes digest(DigestSize(algorithm));
  HashInto(algorithm, bytes, digest.data());
  return digest;
}

Sha256Digest Sha256(ByteView bytes) {
  Sha256Digest digest;
  HashInto(DigestAlgorithm::kSha256, bytes, digest.data());
  return digest;
}

struct Sha256Stream::State {
  DigestContext context{EVP_MD_CTX_new()};

  void Begin() {
    KEYWARD_CHECK(context != nullptr &&
                  EVP_DigestInit_ex2(context.get(), Fetched(DigestAlgorithm::kSha256), nullptr) ==
                      1);
  }
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) { state_->Begin(); }
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;
Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Update(ByteView bytes) {
  KEYWARD_CHECK(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Sha256Digest Sha256Stream::Finish() {
  Sha256Digest digest;
  KEYWARD_CHECK(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr) == 1);
  state_->Begin();
  return digest;
}

}  // namespace keyward::crypto
