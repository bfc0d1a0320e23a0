// The cache of ready keys, and ready keys between threads.
#include "crypto/material_cache.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "crypto/engine.h"
#include "tests/unit/crypto/gate.h"
#include "tests/unit/crypto/golden.h"

using namespace keyward;
using namespace keyward::crypto;
using namespace keyward::crypto::testing;

namespace {

std::string Arn(int number) {
  return fmt::format("arn:aws:kms:us-east-1:111122223333:key/mrk-{:032x}", number);
}

std::shared_ptr<const ReadyKey> Hmac(int number) {
  return Ready(KeySpec::kHmac256, KeyUsage::kGenerateVerifyMac, Arn(number));
}

struct Counted : Heap {
  MaterialCache cache{4};
  int loads = 0;

  std::shared_ptr<const ReadyKey> Get(int number, const std::string& material = "m") {
    const auto got = cache.FindOrLoad(Arn(number), material, [&] {
      ++loads;
      return Result<std::shared_ptr<const ReadyKey>>(Hmac(number));
    });
    BOOST_REQUIRE(got);
    return *got;
  }
};

template <typename Body>
void InThreads(int count, Body body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(body, i);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(material_cache)

BOOST_FIXTURE_TEST_CASE(loads_once, Counted) {
  const auto first = Get(1);
  BOOST_TEST(Get(1).get() == first.get());
  BOOST_TEST(cache.Find(Arn(1), "m").get() == first.get());
  BOOST_TEST(loads == 1);
  BOOST_TEST(Get(1, "n").get() != first.get());
  BOOST_TEST(loads == 2);
  BOOST_TEST(cache.size() == 2u);
  BOOST_TEST(!cache.Find(Arn(2), "m"));
  BOOST_TEST(!cache.Find(Arn(1), ""));
}

BOOST_FIXTURE_TEST_CASE(forgets_every_material_of_a_key, Counted) {
  std::weak_ptr<const ReadyKey> weak = Get(1);
  Get(1, "n");
  Get(2);
  std::thread([&] { Get(1); }).join();  // another lane has it too
  cache.Forget(Arn(1));
  BOOST_TEST(!cache.Find(Arn(1), "m"));
  BOOST_TEST(!cache.Find(Arn(1), "n"));
  BOOST_TEST(cache.Find(Arn(2), "m") != nullptr);
  BOOST_TEST(weak.expired());
  cache.Clear();
  BOOST_TEST(cache.size() == 0u);
  BOOST_TEST(!cache.Find(Arn(2), "m"));
}

BOOST_FIXTURE_TEST_CASE(gives_the_secure_heap_back, Counted) {
  const auto load = [] { return Ready(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt); };
  BOOST_REQUIRE(load() != nullptr);  // OpenSSL's random generator takes room of its own, once
  const size_t before = SecureHeap::Current().used;
  BOOST_REQUIRE(
      cache.FindOrLoad(kArn, "", [&] { return Result<std::shared_ptr<const ReadyKey>>(load()); }));
  BOOST_TEST(SecureHeap::Current().used > before);
  cache.Forget(kArn);
  BOOST_TEST(SecureHeap::Current().used == before);
}

// A key that was forgotten while it was being loaded serves that call and is not kept.
BOOST_FIXTURE_TEST_CASE(does_not_keep_what_was_forgotten_meanwhile, Counted) {
  const auto loaded = cache.FindOrLoad(Arn(1), "m", [&] {
    cache.Forget(Arn(1));
    return Result<std::shared_ptr<const ReadyKey>>(Hmac(1));
  });
  BOOST_TEST(loaded.has_value());
  BOOST_TEST(!cache.Find(Arn(1), "m"));
}

BOOST_FIXTURE_TEST_CASE(passes_the_loads_error_on, Counted) {
  const auto loaded =
      cache.FindOrLoad(Arn(1), "m", []() -> Result<std::shared_ptr<const ReadyKey>> {
        return Fail(ErrorCode::kCorrupt, "stored bytes");
      });
  BOOST_TEST((!loaded && loaded.error().code == ErrorCode::kCorrupt));
  BOOST_TEST(cache.size() == 0u);
}

BOOST_FIXTURE_TEST_CASE(keeps_what_is_asked_for, Counted) {
  for (int i = 0; i < 20; ++i) {
    Get(0);
    Get(i);
    BOOST_TEST(cache.size() <= 4u);
  }
  const int before = loads;
  Get(0);
  Get(19);
  BOOST_TEST(loads == before);
  BOOST_TEST(!cache.Find(Arn(3), "m"));
  BOOST_TEST(cache.size() == 4u);
}

BOOST_FIXTURE_TEST_CASE(serves_many_threads, Counted) {
  std::atomic<int> wrong{0};
  InThreads(16, [&](int thread) {
    for (int i = 0; i < 300; ++i) {
      const int number = (thread + i) % 6;
      const auto got = cache.FindOrLoad(
          Arn(number), "m", [&] { return Result<std::shared_ptr<const ReadyKey>>(Hmac(number)); });
      if (!got || (*got)->arn() != Arn(number)) ++wrong;
      if (i % 50 == 0) cache.Forget(Arn(number));
      if (i % 97 == 0) cache.Clear();
    }
  });
  BOOST_TEST(wrong == 0);
  BOOST_TEST(cache.size() <= 4u);
}

// One key of each kind, used by sixteen threads at once.
BOOST_AUTO_TEST_CASE(keys_are_shared_between_threads, *boost::unit_test::fixture<Heap>()) {
  const auto symmetric = Ready(KeySpec::kSymmetricDefault, KeyUsage::kEncryptDecrypt);
  const auto rsa = Ready(KeySpec::kRsa2048, KeyUsage::kSignVerify);
  const auto oaep = Ready(KeySpec::kRsa2048, KeyUsage::kEncryptDecrypt);
  const auto ec = Ready(KeySpec::kEccNistP256, KeyUsage::kSignVerify);
  const auto agreement = Ready(KeySpec::kEccNistP256, KeyUsage::kKeyAgreement);
  const auto ed25519 = Ready(KeySpec::kEccNistEdwards25519, KeyUsage::kSignVerify);
  const auto sm2 = Ready(KeySpec::kSm2, KeyUsage::kSignVerify);
  const auto hmac = Ready(KeySpec::kHmac512, KeyUsage::kGenerateVerifyMac);
  const Bytes peer = *PublicKeyOf(Material(KeySpec::kEccNistP256));
  std::atomic<int> wrong{0};
  const auto signs = [](const ReadyKey& key, SigningAlgorithm algorithm, ByteView message) {
    const auto made = Sign(Permitting(Use::kSign), key, algorithm, MessageType::kRaw, message);
    return made &&
           Verify(Permitting(Use::kVerify), key, algorithm, MessageType::kRaw, message, *made);
  };
  const auto ciphers = [](const ReadyKey& key, EncryptionAlgorithm algorithm, ByteView message) {
    const EncryptionContext context;
    const auto made = Encrypt(Permitting(Use::kEncrypt), key, algorithm, context, message);
    const auto back = made ? Decrypt(Permitting(Use::kDecrypt), key, algorithm, context, *made)
                           : Fail(ErrorCode::kInternal, "");
    return back && EqualInConstantTime(back->view(), message);
  };
  InThreads(16, [&](int thread) {
    const Bytes message(20, static_cast<uint8_t>(thread));
    for (int i = 0; i < 10; ++i) {
      wrong += !ciphers(*symmetric, EncryptionAlgorithm::kSymmetricDefault, message);
      wrong += !ciphers(*oaep, EncryptionAlgorithm::kRsaesOaepSha1, message);
      wrong += !ciphers(*oaep, EncryptionAlgorithm::kRsaesOaepSha256, message);
      wrong += !signs(*rsa, SigningAlgorithm::kRsassaPssSha256, message);
      wrong += !signs(*rsa, SigningAlgorithm::kRsassaPkcs1V15Sha512, message);
      wrong += !signs(*ec, SigningAlgorithm::kEcdsaSha256, message);
      wrong += !signs(*ed25519, SigningAlgorithm::kEd25519Sha512, message);
      wrong += !signs(*sm2, SigningAlgorithm::kSm2dsa, message);
      wrong += !DeriveSharedSecret(Permitting(Use::kDeriveSharedSecret), *agreement,
                                   KeyAgreementAlgorithm::kEcdh, peer);
      const auto mac =
          GenerateMac(Permitting(Use::kGenerateMac), *hmac, MacAlgorithm::kHmacSha512, message);
      wrong += !mac || !VerifyMac(Permitting(Use::kVerifyMac), *hmac, MacAlgorithm::kHmacSha512,
                                  message, *mac);
    }
  });
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
