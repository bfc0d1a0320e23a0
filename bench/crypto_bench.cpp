// Customer keys: each operation of the engine, and beside it (`…openssl`) the bare EVP loop that does
// the same work with contexts that are set up once. The permit is minted outside the loop.
#include <array>
#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string>

#include "crypto/engine.h"
#include "crypto/material_cache.h"
#include "crypto/secure_heap.h"

namespace keyward::kms {

// Gate: this program has no other that makes permits.
class Gate {
 public:
  static crypto::Permit Permitting(const std::string& arn) {
    using crypto::Use;
    return crypto::Permit({{arn, use_}, {arn, Use::kCreateMaterial}});
  }
  static void Use(crypto::Use use) { use_ = use; }

 private:
  static inline crypto::Use use_ = crypto::Use::kEncrypt;
};

}  // namespace keyward::kms

namespace keyward::crypto {
namespace {

const std::string kArn =
    "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

void Require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "%s failed\n", what);
  std::exit(2);
}

Permit Permitting(Use use) {
  kms::Gate::Use(use);
  return kms::Gate::Permitting(kArn);
}

// Key: a ready key of the engine, and OpenSSL's own of the same material.
struct Key {
  std::shared_ptr<const ReadyKey> ready;
  std::shared_ptr<EVP_PKEY> pkey;
  Bytes raw;
};

Key Make(KeySpec spec, KeyUsage usage) {
  auto material = GenerateMaterial(Permitting(Use::kCreateMaterial), kArn, spec);
  Require(material.has_value(), "generating");
  Key key;
  const ByteView bytes = material->bytes.view();
  key.raw.assign(bytes.begin(), bytes.end());
  const unsigned char* at = key.raw.data();
  if (Traits(spec).max_import_size == 0) {
    key.pkey.reset(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(key.raw.size())),
                   EVP_PKEY_free);
  }
  auto ready = ReadyKey::Create(kArn, usage, std::move(*material));
  Require(ready.has_value(), "parsing");
  key.ready = *ready;
  return key;
}

using Context = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
Context NewContext(const Key& key) {
  return {EVP_PKEY_CTX_new_from_pkey(nullptr, key.pkey.get(), nullptr), EVP_PKEY_CTX_free};
}

const Bytes kDigest(64, 0x42);

// Bare work of a symmetric Encrypt: 28 random bytes, KBKDF, AES-256-GCM with a header as AAD.
class BareSymmetric {
 public:
  explicit BareSymmetric(Bytes material) : material_(std::move(material)) {}

  void Seal(ByteView plaintext, Bytes& out) {
    std::array<uint8_t, 28> random{};
    Require(RAND_bytes(random.data(), 28) == 1, "random");
    Derive(random.data());
    out.resize(95 + plaintext.size());
    int size = 0;
    EVP_EncryptInit_ex2(cipher_, gcm_, key_.data(), random.data() + 16, nullptr);
    EVP_EncryptUpdate(cipher_, nullptr, &size, out.data(), 79);
    EVP_EncryptUpdate(cipher_, out.data() + 79, &size, plaintext.data(),
                      static_cast<int>(plaintext.size()));
    EVP_EncryptFinal_ex(cipher_, out.data() + 79 + size, &size);
    EVP_CIPHER_CTX_ctrl(cipher_, EVP_CTRL_AEAD_GET_TAG, 16, out.data() + out.size() - 16);
  }

 private:
  void Derive(uint8_t* nonce) {
    char digest[] = "SHA2-256";
    char mac[] = "HMAC";
    char mode[] = "counter";
    char label[] = "keyward symmetric 1";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_MAC, mac, 0),
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_MODE, mode, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, material_.data(), 32),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, label, sizeof(label) - 1),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, nonce, 16),
        OSSL_PARAM_construct_end()};
    EVP_KDF_CTX_reset(kdf_);
    Require(EVP_KDF_derive(kdf_, key_.data(), 32, params) == 1, "deriving");
  }

  Bytes material_;
  std::array<uint8_t, 32> key_{};
  EVP_CIPHER* gcm_ = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  EVP_CIPHER_CTX* cipher_ = EVP_CIPHER_CTX_new();
  EVP_KDF_CTX* kdf_ = EVP_KDF_CTX_new(EVP_KDF_fetch(nullptr, "KBKDF", nullptr));
};

void Symmetric(benchmark::State& state, bool bare, bool decrypt) {
  const Key key = Make(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt);
  const Bytes plaintext(static_cast<size_t>(state.range(0)), 7);
  const EncryptionContext context;
  const auto algorithm = EncryptionAlgorithm::kSymmetricDefault;
  const Permit permit = Permitting(Use::kEncrypt);
  if (bare) {
    BareSymmetric openssl(key.raw);
    for (auto _ : state) {
      Bytes out;
      openssl.Seal(plaintext, out);
      benchmark::DoNotOptimize(out.data());
    }
    return;
  }
  const Bytes blob = *Encrypt(permit, *key.ready, algorithm, context, plaintext);
  const Permit opening = Permitting(Use::kDecrypt);
  for (auto _ : state) {
    const bool good = decrypt
                          ? Decrypt(opening, *key.ready, algorithm, context, blob).has_value()
                          : Encrypt(permit, *key.ready, algorithm, context, plaintext).has_value();
    Require(good, "symmetric");
  }
}
BENCHMARK_CAPTURE(Symmetric, encrypt, false, false)->Arg(32)->Arg(4096);
BENCHMARK_CAPTURE(Symmetric, encrypt_openssl, true, false)->Arg(32)->Arg(4096);
BENCHMARK_CAPTURE(Symmetric, decrypt, false, true)->Arg(32)->Arg(4096);

void DataKeys(benchmark::State& state) {
  const Key key = Make(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt);
  const Permit permit = Permitting(Use::kGenerateDataKey);
  for (auto _ : state) {
    Require(GenerateDataKey(permit, *key.ready, EncryptionContext(), 32).has_value(), "data key");
  }
}
BENCHMARK(DataKeys)->Name("GenerateDataKey/32");

void DataKeyPairs(benchmark::State& state) {
  const Key key = Make(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt);
  const Permit permit = Permitting(Use::kGenerateDataKeyPair);
  for (auto _ : state) {
    Require(GenerateDataKeyPair(permit, *key.ready, EncryptionContext(), KeySpec::kEccNistP256)
                .has_value(),
            "pair");
  }
}
BENCHMARK(DataKeyPairs)->Name("GenerateDataKeyPair/ECC_NIST_P256");

bool UseAlgorithm(EVP_PKEY_CTX* context, SigningAlgorithm algorithm, size_t size) {
  const EVP_MD* const hash = size == 32 ? EVP_sha256() : size == 48 ? EVP_sha384() : EVP_sha512();
  const bool pss = Name(algorithm).find("PSS") != std::string_view::npos;
  if (pss && (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) != 1 ||
              EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) != 1)) {
    return false;
  }
  return EVP_PKEY_CTX_set_signature_md(context, hash) == 1;
}

void Signing(benchmark::State& state, KeySpec spec, SigningAlgorithm algorithm, bool verify,
             bool bare) {
  const Key key = Make(spec, KeyUsage::kSignVerify);
  const ByteView digest = ByteView(kDigest).first(*MessageLength(algorithm, MessageType::kDigest));
  const Permit signing = Permitting(Use::kSign);
  const Permit verifying = Permitting(Use::kVerify);
  const auto type = MessageType::kDigest;
  const Bytes good = *Sign(signing, *key.ready, algorithm, type, digest);
  if (!bare) {
    for (auto _ : state) {
      Require(verify ? Verify(verifying, *key.ready, algorithm, type, digest, good).has_value()
                     : Sign(signing, *key.ready, algorithm, type, digest).has_value(),
              "signature");
    }
    return;
  }
  const Context context = NewContext(key);
  Require((verify ? EVP_PKEY_verify_init(context.get()) : EVP_PKEY_sign_init(context.get())) == 1 &&
              UseAlgorithm(context.get(), algorithm, digest.size()),
          "preparing");
  Bytes out(static_cast<size_t>(EVP_PKEY_get_size(key.pkey.get())));
  for (auto _ : state) {
    size_t size = out.size();
    Require((verify ? EVP_PKEY_verify(context.get(), good.data(), good.size(), digest.data(),
                                      digest.size())
                    : EVP_PKEY_sign(context.get(), out.data(), &size, digest.data(),
                                    digest.size())) == 1,
            "signature");
  }
}

void Ed25519(benchmark::State& state, bool verify, bool bare) {
  const Key key = Make(KeySpec::kEccNistEdwards25519, KeyUsage::kSignVerify);
  const auto algorithm = SigningAlgorithm::kEd25519Sha512;
  const auto type = MessageType::kRaw;
  const Permit signing = Permitting(Use::kSign);
  const Permit verifying = Permitting(Use::kVerify);
  Bytes good = *Sign(signing, *key.ready, algorithm, type, kDigest);
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  for (auto _ : state) {
    bool done = false;
    size_t size = good.size();
    if (bare && verify) {
      done = EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, key.pkey.get()) == 1 &&
             EVP_DigestVerify(context, good.data(), size, kDigest.data(), kDigest.size()) == 1;
    } else if (bare) {
      done = EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key.pkey.get()) == 1 &&
             EVP_DigestSign(context, good.data(), &size, kDigest.data(), kDigest.size()) == 1;
    } else {
      done = verify ? Verify(verifying, *key.ready, algorithm, type, kDigest, good).has_value()
                    : Sign(signing, *key.ready, algorithm, type, kDigest).has_value();
    }
    if (bare) EVP_MD_CTX_reset(context);
    Require(done, "Ed25519");
  }
  EVP_MD_CTX_free(context);
}
BENCHMARK_CAPTURE(Ed25519, sign, false, false);
BENCHMARK_CAPTURE(Ed25519, sign_openssl, false, true);
BENCHMARK_CAPTURE(Ed25519, verify, true, false);
BENCHMARK_CAPTURE(Ed25519, verify_openssl, true, true);

void Oaep(benchmark::State& state, bool decrypt, bool bare) {
  const Key key = Make(KeySpec::kRsa2048, KeyUsage::kEncryptDecrypt);
  const auto algorithm = EncryptionAlgorithm::kRsaesOaepSha256;
  const EncryptionContext none;
  const Permit encrypting = Permitting(Use::kEncrypt);
  const Permit decrypting = Permitting(Use::kDecrypt);
  const Bytes blob = *Encrypt(encrypting, *key.ready, algorithm, none, kDigest);
  const Context context = NewContext(key);
  Require((decrypt ? EVP_PKEY_decrypt_init(context.get()) : EVP_PKEY_encrypt_init(context.get())) ==
                  1 &&
              EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) == 1 &&
              EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) == 1 &&
              EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) == 1,
          "preparing");
  Bytes out(256);
  for (auto _ : state) {
    size_t size = out.size();
    bool done = false;
    if (bare) {
      done = (decrypt ? EVP_PKEY_decrypt(context.get(), out.data(), &size, blob.data(), blob.size())
                      : EVP_PKEY_encrypt(context.get(), out.data(), &size, kDigest.data(),
                                         kDigest.size())) == 1;
    } else {
      done = decrypt ? Decrypt(decrypting, *key.ready, algorithm, none, blob).has_value()
                     : Encrypt(encrypting, *key.ready, algorithm, none, kDigest).has_value();
    }
    Require(done, "OAEP");
  }
}
BENCHMARK_CAPTURE(Oaep, encrypt, false, false);
BENCHMARK_CAPTURE(Oaep, encrypt_openssl, false, true);
BENCHMARK_CAPTURE(Oaep, decrypt, true, false);
BENCHMARK_CAPTURE(Oaep, decrypt_openssl, true, true);

// The bare loop reads the peer's key too, as each call brings another.
void Agreement(benchmark::State& state, KeySpec spec, bool bare) {
  const Key key = Make(spec, KeyUsage::kKeyAgreement);
  const Key other = Make(spec, KeyUsage::kKeyAgreement);
  const Bytes peer = *GetPublicKey(Permitting(Use::kGetPublicKey), *other.ready);
  const Permit permit = Permitting(Use::kDeriveSharedSecret);
  const Context context = NewContext(key);
  Require(EVP_PKEY_derive_init(context.get()) == 1, "preparing");
  Bytes out(80);
  for (auto _ : state) {
    if (!bare) {
      Require(
          DeriveSharedSecret(permit, *key.ready, KeyAgreementAlgorithm::kEcdh, peer).has_value(),
          "agreement");
      continue;
    }
    const unsigned char* at = peer.data();
    EVP_PKEY* const read = d2i_PUBKEY(nullptr, &at, static_cast<long>(peer.size()));
    size_t size = out.size();
    Require(EVP_PKEY_derive_set_peer(context.get(), read) == 1 &&
                EVP_PKEY_derive(context.get(), out.data(), &size) == 1,
            "agreement");
    EVP_PKEY_free(read);
  }
}

void Mac(benchmark::State& state, bool bare) {
  const Key key = Make(KeySpec::kHmac256, KeyUsage::kGenerateVerifyMac);
  const Bytes message(static_cast<size_t>(state.range(0)), 7);
  const Permit permit = Permitting(Use::kGenerateMac);
  EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  EVP_MAC_CTX* const context = EVP_MAC_CTX_new(hmac);
  char digest[] = "SHA2-256";
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               OSSL_PARAM_construct_end()};
  Require(EVP_MAC_init(context, key.raw.data(), key.raw.size(), params) == 1, "preparing");
  for (auto _ : state) {
    if (!bare) {
      Require(GenerateMac(permit, *key.ready, MacAlgorithm::kHmacSha256, message).has_value(),
              "HMAC");
      continue;
    }
    Bytes out(32);
    size_t size = 0;
    Require(EVP_MAC_init(context, nullptr, 0, nullptr) == 1 &&
                EVP_MAC_update(context, message.data(), message.size()) == 1 &&
                EVP_MAC_final(context, out.data(), &size, out.size()) == 1,
            "HMAC");
    benchmark::DoNotOptimize(out.data());
  }
  EVP_MAC_CTX_free(context);
  EVP_MAC_free(hmac);
}
BENCHMARK_CAPTURE(Mac, generate, false)->Arg(32)->Arg(4096);
BENCHMARK_CAPTURE(Mac, generate_openssl, true)->Arg(32)->Arg(4096);

// All threads look the same key up.
void CacheFind(benchmark::State& state) {
  static MaterialCache cache(1000);
  static const Key key = Make(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt);
  const std::string& id = key.ready->material_id();
  Require(
      cache.FindOrLoad(kArn, id, [] { return Result<std::shared_ptr<const ReadyKey>>(key.ready); })
          .has_value(),
      "loading");
  for (auto _ : state) {
    benchmark::DoNotOptimize(cache.Find(kArn, id));
  }
}
BENCHMARK(CacheFind)->Threads(1)->Threads(2)->Threads(4)->UseRealTime();

void Register() {
  for (const KeySpecTraits& traits : KeySpecs()) {
    if (!CheckAvailable(traits.spec)) continue;
    const KeySpec spec = traits.spec;
    for (const SigningAlgorithm algorithm : traits.signing) {
      const std::string_view name = Name(algorithm);
      const bool rsa = traits.family == KeyFamily::kRsa;
      if (traits.family != KeyFamily::kEc && !rsa) continue;
      if (rsa && name.find("_SHA_256") == std::string_view::npos) continue;
      for (const bool verify : {false, true}) {
        for (const bool bare : {false, true}) {
          const std::string title = std::string(verify ? "Verify/" : "Sign/") +
                                    std::string(traits.name) + "/" + std::string(name) +
                                    (bare ? "/openssl" : "");
          benchmark::RegisterBenchmark(title.c_str(), Signing, spec, algorithm, verify, bare);
        }
      }
    }
    if (traits.agreement.empty() || !CheckAvailable(spec, KeyUsage::kKeyAgreement)) continue;
    const std::string title = "Derive/" + std::string(traits.name);
    benchmark::RegisterBenchmark(title.c_str(), Agreement, spec, false);
    benchmark::RegisterBenchmark((title + "/openssl").c_str(), Agreement, spec, true);
  }
}

}  // namespace
}  // namespace keyward::crypto

int main(int argc, char** argv) {
  using keyward::crypto::Locking;
  const auto heap = keyward::crypto::SecureHeap::Initialise(size_t{4} << 20, Locking::kOptional);
  keyward::crypto::Require(heap.has_value(), "making the secure heap");
  keyward::crypto::Register();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
