#include "crypto/sealing/sealing_state.h"

#include <fmt/format.h>

#include "crypto/openssl/kbkdf.h"
#include "crypto/sealing/record.h"

namespace keyward::crypto {
namespace {

constexpr size_t kDerivedSize = 32;

// In the order of MacPurpose; never to be changed: the names are part of what is derived.
constexpr std::array<std::string_view, kMacPurposes> kMacContexts = {"import token", "grant token",
                                                                     "marker"};

Result<SecretBytes> Derive(const SecretBytes& secret, std::string_view label,
                           std::string_view context) {
  auto derived = SecretBytes::Create(kDerivedSize);
  if (!derived) return derived;
  auto done = Kbkdf(secret.view(), AsBytes(label), AsBytes(context), derived->span());
  if (!done) return tl::unexpected(done.error());
  return derived;
}

}  // namespace

Result<std::unique_ptr<SealingKey::State>> SealingKey::State::From(std::vector<SharedRootKey> open,
                                                                   SecretBytes secret) {
  const auto seed = Derive(secret, "keyward checkpoint", "Ed25519 seed");
  if (!seed) return tl::unexpected(seed.error());
  auto signer = CheckpointSigner::FromSeed(seed->view());
  if (!signer) return tl::unexpected(signer.error());
  std::array<SecretBytes, kMacPurposes> mac_keys;
  for (size_t i = 0; i < kMacPurposes; ++i) {
    auto key = Derive(secret, "keyward MAC", kMacContexts[i]);
    if (!key) return tl::unexpected(key.error());
    mac_keys[i] = std::move(*key);
  }
  return std::make_unique<State>(std::move(open), std::move(secret), std::move(*signer),
                                 std::move(mac_keys));
}

Result<Bytes> SealingKey::State::WrapSecret(const RootKey& root) const {
  RecordWriter writer(RecordKind::kSeal);
  writer.Raw(root.fingerprint());
  auto wrapped = root.Wrap(secret.view(), writer.bytes());
  if (!wrapped) return wrapped;
  return writer.Raw(*wrapped).Take();
}

Result<DomainKey> SealingKey::State::Unwrapped(const WrappedDomainKey& domain) {
  if (DomainKey known = domain_keys.Find(domain)) return known;
  const SharedRootKey root = roots.Find(domain.root_key());
  if (root == nullptr) {
    return Fail(
        ErrorCode::kBadSecret,
        fmt::format("the domain key of account {}, {} is wrapped under root key {}; open is "
                    "{}",
                    domain.account(), domain.region(), FingerprintText(domain.root_key()),
                    roots.Words()),
        {}, {}, "open the seal with that root key as well, to finish the change of keys");
  }
  auto secret_key = root->Unwrap(domain.wrapped(), domain.header());
  if (!secret_key) {
    if (secret_key.error().code != ErrorCode::kBadCiphertext) {
      return tl::unexpected(secret_key.error());
    }
    return Fail(ErrorCode::kCorrupt,
                fmt::format("the record of the domain key of account {}, {} was changed",
                            domain.account(), domain.region()));
  }
  auto key = std::make_shared<const SecretBytes>(std::move(*secret_key));
  domain_keys.Put(domain, key);
  return key;
}

}  // namespace keyward::crypto
