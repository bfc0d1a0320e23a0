#include "crypto/openssl/aes_gcm.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <thread>
#include <vector>

#include "crypto/random.h"
#include "tests/unit/crypto/hex.h"

namespace keyward::crypto {
namespace {

// Vector: test cases 13, 15 and 16 of the GCM specification (McGrew and Viega).
struct Vector {
  const char* key;
  const char* iv;
  const char* associated;
  const char* plaintext;
  const char* sealed;
};
constexpr const char* kKey = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
constexpr const char* kIv = "cafebabefacedbaddecaf888";
const Vector kVectors[] = {
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {kKey, kIv, "",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
     "b094dac5d93471bdec1a502270e3cc6c"},
    {kKey, kIv, "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
     "76fc6ece0f4e1768cddf8853bb2d551b"},
};

bool Opens(ByteView key, ByteView iv, ByteView associated, ByteView sealed, Bytes& plaintext) {
  const auto opened = AesGcmOpen({key, iv}, associated, sealed, plaintext);
  if (!opened) BOOST_TEST((opened.error().code == ErrorCode::kBadCiphertext));
  return opened.has_value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(aes_gcm)

BOOST_AUTO_TEST_CASE(known_answers) {
  for (const Vector& vector : kVectors) {
    const Bytes key = FromHex(vector.key);
    const Bytes iv = FromHex(vector.iv);
    const Bytes associated = FromHex(vector.associated);
    const Bytes plaintext = FromHex(vector.plaintext);
    Bytes sealed(plaintext.size() + kAesGcmTagSize);
    BOOST_REQUIRE(AesGcmSeal({key, iv}, associated, plaintext, sealed).has_value());
    BOOST_TEST(HexText(sealed) == vector.sealed);
    Bytes opened(plaintext.size(), 0xee);
    BOOST_TEST(Opens(key, iv, associated, sealed, opened));
    BOOST_TEST(opened == plaintext);
  }
}

BOOST_AUTO_TEST_CASE(every_changed_bit_is_noticed_and_leaves_no_plaintext) {
  const Bytes key = FromHex(kKey);
  const Bytes iv = FromHex(kIv);
  const Bytes associated = FromHex(kVectors[2].associated);
  const Bytes sealed = FromHex(kVectors[2].sealed);
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes changed = sealed;
    changed[bit / 8] = static_cast<uint8_t>(changed[bit / 8] ^ (1u << bit % 8));
    Bytes plaintext(sealed.size() - kAesGcmTagSize, 0xee);
    BOOST_TEST(!Opens(key, iv, associated, changed, plaintext));
    BOOST_TEST(std::count(plaintext.begin(), plaintext.end(), 0) ==
               static_cast<ptrdiff_t>(plaintext.size()));
  }
}

BOOST_AUTO_TEST_CASE(key_iv_and_associated_data_must_be_the_same) {
  const Bytes key = FromHex(kKey);
  const Bytes iv = FromHex(kIv);
  const Bytes associated = FromHex(kVectors[2].associated);
  const Bytes sealed = FromHex(kVectors[2].sealed);
  Bytes plaintext(sealed.size() - kAesGcmTagSize);
  Bytes other = key;
  other[31] ^= 1;
  BOOST_TEST(!Opens(other, iv, associated, sealed, plaintext));
  other = iv;
  other[0] ^= 1;
  BOOST_TEST(!Opens(key, other, associated, sealed, plaintext));
  BOOST_TEST(!Opens(key, iv, {}, sealed, plaintext));
  BOOST_TEST(!Opens(key, iv, ByteView(associated).first(19), sealed, plaintext));
  BOOST_TEST(Opens(key, iv, associated, sealed, plaintext));
}

BOOST_AUTO_TEST_CASE(wrong_sizes_are_refused) {
  const Bytes key(32);
  const Bytes iv(12);
  Bytes out(16);
  const auto code = [](const Result<void>& result) { return result.error().code; };
  BOOST_TEST(
      (code(AesGcmSeal({ByteView(key).first(16), iv}, {}, {}, out)) == ErrorCode::kInternal));
  BOOST_TEST(
      (code(AesGcmSeal({key, ByteView(iv).first(11)}, {}, {}, out)) == ErrorCode::kInternal));
  BOOST_TEST((code(AesGcmSeal({key, iv}, {}, AsBytes("x"), out)) == ErrorCode::kInternal));
  BOOST_TEST(
      (code(AesGcmOpen({key, iv}, {}, ByteView(out).first(15), {})) == ErrorCode::kBadCiphertext));
}

BOOST_AUTO_TEST_CASE(threads_do_not_meet) {
  std::vector<std::thread> threads;
  std::vector<int> failures(4, 0);
  for (size_t t = 0; t < failures.size(); ++t) {
    threads.emplace_back([t, &failures] {
      const Bytes key(32, static_cast<uint8_t>(t));
      const Bytes iv(12, static_cast<uint8_t>(t + 1));
      const Bytes plaintext(100, static_cast<uint8_t>(t + 2));
      for (int i = 0; i < 500; ++i) {
        Bytes sealed(plaintext.size() + kAesGcmTagSize);
        Bytes opened(plaintext.size());
        const bool good = AesGcmSeal({key, iv}, {}, plaintext, sealed).has_value() &&
                          AesGcmOpen({key, iv}, {}, sealed, opened).has_value() &&
                          opened == plaintext;
        failures[t] += good ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(failures == std::vector<int>(4, 0), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
