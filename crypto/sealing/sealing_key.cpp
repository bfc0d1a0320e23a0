#include "crypto/sealing_key.h"

#include <fmt/format.h>

#include "base/check.h"
#include "crypto/openssl/hmac_sha256.h"
#include "crypto/random.h"
#include "crypto/sealing/record.h"
#include "crypto/sealing/sealing_state.h"

namespace keyward::crypto {
namespace {

constexpr size_t kSealSecretSize = 32;

Result<SecretBytes> UnwrapSeal(const std::vector<SharedRootKey>& roots, ByteView record) {
  auto reader = RecordReader::Open(RecordKind::kSeal, record);
  if (!reader) return tl::unexpected(reader.error());
  const auto fingerprint = reader->Raw<sizeof(RootKeyFingerprint)>();
  if (!reader->ok()) return CutShort(RecordKind::kSeal);
  const RootKeys open(roots);
  const SharedRootKey root = open.Find(fingerprint);
  if (root == nullptr) {
    return Fail(ErrorCode::kBadSecret,
                fmt::format("the seal was made with root key {}; given is {}",
                            FingerprintText(fingerprint), open.Words()),
                {}, {}, "give the root key that the seal was made with");
  }
  auto secret = root->Unwrap(reader->rest(), record.first(reader->offset()));
  if (!secret && secret.error().code == ErrorCode::kBadCiphertext) {
    return Fail(ErrorCode::kCorrupt, "the record of the seal was changed");
  }
  return secret;
}

}  // namespace

SealingKey::SealingKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
SealingKey::SealingKey(SealingKey&&) noexcept = default;
SealingKey& SealingKey::operator=(SealingKey&&) noexcept = default;
SealingKey::~SealingKey() = default;

Result<CreatedSeal> SealingKey::Create(std::shared_ptr<const RootKey> root) {
  KEYWARD_CHECK(root != nullptr);
  auto secret = RandomSecret(kSealSecretSize);
  if (!secret) return tl::unexpected(secret.error());
  const RootKey& wrapping = *root;
  auto state = State::From({std::move(root)}, std::move(*secret));
  if (!state) return tl::unexpected(state.error());
  auto record = (*state)->WrapSecret(wrapping);
  if (!record) return tl::unexpected(record.error());
  return CreatedSeal{SealingKey(std::move(*state)), std::move(*record)};
}

Result<SealingKey> SealingKey::Open(std::vector<std::shared_ptr<const RootKey>> roots,
                                    ByteView record) {
  if (roots.empty()) return Fail(ErrorCode::kInvalidInput, "no root key is given");
  auto secret = UnwrapSeal(roots, record);
  if (!secret) return tl::unexpected(secret.error());
  auto state = State::From(std::move(roots), std::move(*secret));
  if (!state) return tl::unexpected(state.error());
  return SealingKey(std::move(*state));
}

Result<Bytes> SealingKey::ChangeRootKey(std::shared_ptr<const RootKey> next) {
  KEYWARD_CHECK(next != nullptr);
  auto record = state_->WrapSecret(*next);
  if (record) state_->roots.Lead(std::move(next));
  return record;
}

void SealingKey::ForgetFormerRootKeys() { state_->roots.KeepPresent(); }

Result<SealMac> SealingKey::Mac(MacPurpose purpose, ByteView bytes) const {
  return HmacSha256(state_->mac_keys.at(static_cast<size_t>(purpose)).view(), {bytes});
}

Result<void> SealingKey::VerifyMac(MacPurpose purpose, ByteView bytes, ByteView mac) const {
  const auto right = Mac(purpose, bytes);
  if (!right) return tl::unexpected(right.error());
  if (!EqualInConstantTime(*right, mac)) {
    return Fail(ErrorCode::kBadSignature, "the seal did not vouch for these bytes");
  }
  return {};
}

Result<CheckpointSignature> SealingKey::SignCheckpoint(ByteView bytes) const {
  return state_->signer.Sign(bytes);
}

const CheckpointPublicKey& SealingKey::checkpoint_public_key() const {
  return state_->signer.public_key();
}

}  // namespace keyward::crypto
