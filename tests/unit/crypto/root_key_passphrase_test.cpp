#include "crypto/root_key_passphrase.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <sys/stat.h>

#include "tests/unit/crypto/with_secure_heap.h"

namespace keyward::crypto {
namespace {

constexpr PassphraseCost kCheap{1024, 8, 1};

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Write(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

ErrorCode CodeOf(const std::string& path, std::string_view passphrase = "correct horse") {
  const auto key = OpenPassphraseRootKey(path, AsBytes(passphrase));
  BOOST_REQUIRE(!key.has_value());
  BOOST_TEST(key.error().message.find(passphrase) == std::string::npos);
  return key.error().code;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(root_key_passphrase, WithSecureHeap)

BOOST_AUTO_TEST_CASE(the_same_passphrase_gives_the_same_key) {
  const TemporaryFolder folder;
  const auto made = CreatePassphraseRootKey(folder / "header", AsBytes("correct horse"), kCheap);
  BOOST_REQUIRE(made.has_value());
  const auto opened = OpenPassphraseRootKey(folder / "header", AsBytes("correct horse"));
  BOOST_REQUIRE(opened.has_value());
  BOOST_TEST(((*made)->fingerprint() == (*opened)->fingerprint()));
  const auto wrapped = (*made)->Wrap(AsBytes("secret"), {});
  BOOST_REQUIRE(wrapped.has_value());
  BOOST_TEST((*opened)->Unwrap(*wrapped, {}).has_value());
  BOOST_TEST((*opened)->source() == "the passphrase of " + (folder / "header"));
}

BOOST_AUTO_TEST_CASE(a_wrong_passphrase_is_told) {
  const TemporaryFolder folder;
  BOOST_REQUIRE(CreatePassphraseRootKey(folder / "header", AsBytes("correct horse"), kCheap));
  BOOST_TEST((CodeOf(folder / "header", "correct hors") == ErrorCode::kBadSecret));
  BOOST_TEST((CodeOf(folder / "header", "Correct horse") == ErrorCode::kBadSecret));
  const auto none = OpenPassphraseRootKey(folder / "header", {});
  BOOST_TEST((!none && none.error().code == ErrorCode::kBadSecret));
}

BOOST_AUTO_TEST_CASE(the_header_has_salt_and_cost_and_is_never_overwritten) {
  const TemporaryFolder folder;
  const std::string path = folder / "header";
  BOOST_REQUIRE(CreatePassphraseRootKey(path, AsBytes("correct horse"), kCheap));
  const std::string header = Content(path);
  BOOST_TEST(header.find("keyward-passphrase 1\nscrypt n=1024 r=8 p=1\nsalt ") == 0u);
  const auto again = CreatePassphraseRootKey(path, AsBytes("correct horse"), kCheap);
  BOOST_TEST((!again && again.error().code == ErrorCode::kExists));
  BOOST_TEST(Content(path) == header);
  // Another salt, another key.
  BOOST_REQUIRE(CreatePassphraseRootKey(folder / "other", AsBytes("correct horse"), kCheap));
  BOOST_TEST(Content(folder / "other") != header);
}

BOOST_AUTO_TEST_CASE(the_default_cost_can_be_computed) {
  const TemporaryFolder folder;
  BOOST_REQUIRE(CreatePassphraseRootKey(folder / "header", AsBytes("correct horse")));
  BOOST_TEST(Content(folder / "header").find("scrypt n=131072 r=8 p=1\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(short_passphrases_and_impossible_costs_are_refused) {
  const TemporaryFolder folder;
  const auto brief = CreatePassphraseRootKey(folder / "header", AsBytes("1234567"), kCheap);
  BOOST_TEST((!brief && brief.error().code == ErrorCode::kInvalidInput));
  const auto odd = CreatePassphraseRootKey(folder / "header", AsBytes("12345678"), {1000, 8, 1});
  BOOST_TEST((!odd && odd.error().code == ErrorCode::kInvalidInput));
  BOOST_TEST((CodeOf(folder / "header") == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(damaged_headers_are_told_apart) {
  const TemporaryFolder folder;
  const std::string path = folder / "header";
  BOOST_REQUIRE(CreatePassphraseRootKey(path, AsBytes("correct horse"), kCheap));
  const std::string good = Content(path);
  for (size_t size = 0; size < good.size(); ++size) {
    Write(path, good.substr(0, size));
    const ErrorCode code = CodeOf(path);
    BOOST_TEST(
        (code == ErrorCode::kCorrupt || (size >= 19 && size < 21 && code == ErrorCode::kVersion)),
        size);
  }
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string header = good;
    header.replace(header.find(from), from.size(), to);
    Write(path, header);
    return CodeOf(path);
  };
  BOOST_TEST((with("passphrase 1", "passphrase 2") == ErrorCode::kVersion));
  BOOST_TEST((with("n=1024", "n=2048") == ErrorCode::kBadSecret));
  BOOST_TEST((with("n=1024", "n=1000") == ErrorCode::kCorrupt));
  BOOST_TEST((with("n=1024", "n=99999999999999999999") == ErrorCode::kCorrupt));
  BOOST_TEST((with("n=1024", "n=-1") == ErrorCode::kCorrupt));
  BOOST_TEST((with("p=1", "p=4294967295") == ErrorCode::kCorrupt));
  BOOST_TEST((with("\nsalt ", "\nsalt  ") == ErrorCode::kCorrupt));
  Write(path, good + "more\n");
  BOOST_TEST((CodeOf(path) == ErrorCode::kCorrupt));
  Write(path, good);
  BOOST_REQUIRE(chmod(path.c_str(), 0644) == 0);
  BOOST_TEST(OpenPassphraseRootKey(path, AsBytes("correct horse")).has_value());
  BOOST_REQUIRE(chmod(path.c_str(), 0664) == 0);
  BOOST_TEST((CodeOf(path) == ErrorCode::kUnreadable));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
