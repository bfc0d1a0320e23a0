// Key derivation: KBKDF, HMAC-SHA-256 and scrypt.
#include <boost/test/unit_test.hpp>
#include <string>

#include "crypto/openssl/hmac_sha256.h"
#include "crypto/openssl/kbkdf.h"
#include "crypto/openssl/scrypt.h"
#include "tests/unit/crypto/hex.h"
#include "tests/unit/crypto/with_secure_heap.h"

namespace keyward::crypto {
namespace {

// Vector: what `openssl kdf -keylen N -kdfopt mac:HMAC -kdfopt digest:SHA256 -kdfopt mode:counter
// -kdfopt hexkey:K -kdfopt hexsalt:LABEL -kdfopt hexinfo:CONTEXT -binary KBKDF` gives.
struct Vector {
  std::string key;
  std::string label;
  std::string context;
  std::string out;
};
const std::string kKey = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const std::string kContext = "0102030405060708090a0b0c0d0e0f10";

std::string Times(int count, const std::string& digits) {
  std::string all;
  for (int i = 0; i < count; ++i) all += digits;
  return all;
}

const Vector kVectors[] = {
    {kKey, "6b657977617264", kContext,
     "f99b9e3876e8d6ca731e650cb514df89f288f5a8d0a06c4dea80030d35026784"},
    {kKey, "6b657977617264", kContext, "2b6caa2e4cb76deb592e59a29e0fd6af"},
    {kKey, "6b657977617264", kContext,
     "a0e93fdbf224131bf7eb12b71c7f1214db8ff6b0376f746d6bfa9604da491c8aed"},
    {kKey, "6b657977617264", "",
     "0c1657e76ee8c93afb6c29a9e433391b821136e0270518b9967966471315ef55"
     "17193b7093b8048d22b869ac755a7fd2e0f5c31a3b2e524488e2bc4ef9133a08"
     "b73765c5f602aa9b67edb3c44ee273f9befc4abd6a7876717ea5667714bafdb1"
     "45a4173f"},
    {kKey, "", "0102", "b357f1de82a3faa2a821122424f49add5be14b19bbb0e086baceef9683bd6cad"},
    {"0b", "6c", "63", "f1"},
    {Times(131, "aa"), "6b657977617264", Times(70, "5c"),
     "4f3636d89e42b5ff39b13d4f85bdad0777306cd89fbfc36c79a8632b3f8cdc21"},
};

std::string ScryptHex(std::string_view passphrase, std::string_view salt, const ScryptCost& cost) {
  const auto key = Scrypt(AsBytes(passphrase), AsBytes(salt), cost, 64);
  BOOST_REQUIRE(key.has_value());
  return HexText(key->view());
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(derivation, WithSecureHeap)

BOOST_AUTO_TEST_CASE(kbkdf_gives_what_openssl_kbkdf_gives) {
  for (const Vector& vector : kVectors) {
    Bytes out(vector.out.size() / 2);
    const auto derived =
        Kbkdf(FromHex(vector.key), FromHex(vector.label), FromHex(vector.context), out);
    BOOST_REQUIRE(derived.has_value());
    BOOST_TEST(HexText(out) == vector.out);
  }
}

BOOST_AUTO_TEST_CASE(kbkdf_refuses_what_it_cannot_do) {
  Bytes out(32);
  BOOST_TEST(!Kbkdf({}, AsBytes("l"), {}, out).has_value());
  BOOST_TEST(!Kbkdf(AsBytes("k"), AsBytes("l"), {}, {}).has_value());
  Bytes most(255 * 32);
  BOOST_TEST(Kbkdf(AsBytes("k"), AsBytes("l"), {}, most).has_value());
  Bytes more(255 * 32 + 1);
  BOOST_TEST(!Kbkdf(AsBytes("k"), AsBytes("l"), {}, more).has_value());
}

BOOST_AUTO_TEST_CASE(hmac_sha256_known_answers) {
  // RFC 4231, test cases 2 and 6; in parts and whole.
  const auto second =
      HmacSha256(AsBytes("Jefe"), {AsBytes("what do ya want "), AsBytes("for nothing?")});
  BOOST_REQUIRE(second.has_value());
  BOOST_TEST(HexText(*second) ==
             "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  const auto sixth = HmacSha256(
      Bytes(131, 0xaa), {AsBytes("Test Using Larger Than Block-Size Key - Hash Key First")});
  BOOST_REQUIRE(sixth.has_value());
  BOOST_TEST(HexText(*sixth) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  BOOST_TEST(!HmacSha256({}, {AsBytes("x")}).has_value());
}

BOOST_AUTO_TEST_CASE(scrypt_known_answers) {
  // RFC 7914, section 12.
  BOOST_TEST(ScryptHex("", "", {16, 1, 1}) ==
             "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
             "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  BOOST_TEST(ScryptHex("password", "NaCl", {1024, 8, 16}) ==
             "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
             "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  BOOST_TEST(ScryptHex("pleaseletmein", "SodiumChloride", {16384, 8, 1}) ==
             "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
             "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

BOOST_AUTO_TEST_CASE(scrypt_at_its_default_cost_has_the_memory_it_needs) {
  BOOST_TEST(Scrypt(AsBytes("correct horse"), AsBytes("salt"), ScryptCost{}, 32).has_value());
}

BOOST_AUTO_TEST_CASE(scrypt_refuses_costs_that_cannot_be) {
  for (const ScryptCost& cost :
       {ScryptCost{0, 8, 1}, ScryptCost{1, 8, 1}, ScryptCost{1000, 8, 1}, ScryptCost{1024, 0, 1},
        ScryptCost{1024, 8, 0}, ScryptCost{1024, 8, 17}, ScryptCost{1024, 1025, 1},
        ScryptCost{uint64_t{1} << 20, 8, 1}, ScryptCost{uint64_t{1} << 63, 1, 1}}) {
    const auto key = Scrypt(AsBytes("p"), AsBytes("s"), cost, 32);
    BOOST_REQUIRE(!key.has_value());
    BOOST_TEST((key.error().code == ErrorCode::kInvalidInput));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
