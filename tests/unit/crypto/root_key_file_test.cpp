#include "crypto/root_key_file.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "tests/unit/crypto/with_secure_heap.h"

namespace keyward::crypto {
namespace {

namespace fs = std::filesystem;

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Write(const std::string& path, const std::string& content, mode_t mode = 0600) {
  std::ofstream(path, std::ios::binary) << content;
  BOOST_REQUIRE(chmod(path.c_str(), mode) == 0);
}

ErrorCode CodeOf(const std::string& path) {
  const auto key = OpenKeyFile(path);
  BOOST_REQUIRE(!key.has_value());
  BOOST_TEST(key.error().file == path);
  return key.error().code;
}

const std::string kDigits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(root_key_file, WithSecureHeap)

BOOST_AUTO_TEST_CASE(the_first_start_makes_it_and_warns_and_the_second_opens_it) {
  const TemporaryFolder folder;
  const std::string path = folder / "root.key";
  const mode_t mask = umask(0);
  const auto first = OpenOrCreateKeyFile(path);
  umask(mask);
  BOOST_REQUIRE(first.has_value());
  BOOST_TEST(first->warning.find(path) != std::string::npos);
  struct stat status {};
  BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 07777u) == 0600u);
  BOOST_TEST(Content(path).size() == 19u + 64u + 1u);
  // No draft stays behind.
  BOOST_TEST(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);

  const auto second = OpenOrCreateKeyFile(path);
  BOOST_REQUIRE(second.has_value());
  BOOST_TEST(second->warning.empty());
  BOOST_TEST((second->key->fingerprint() == first->key->fingerprint()));
  const auto wrapped = first->key->Wrap(AsBytes("secret"), AsBytes("about"));
  BOOST_REQUIRE(wrapped.has_value());
  const auto unwrapped = second->key->Unwrap(*wrapped, AsBytes("about"));
  BOOST_REQUIRE(unwrapped.has_value());
  BOOST_TEST(AsText(unwrapped->view()) == "secret");
  BOOST_TEST(first->warning.find(Content(path).substr(19, 64)) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(two_new_keys_differ) {
  const TemporaryFolder folder;
  const auto one = OpenOrCreateKeyFile(folder / "one");
  const auto two = OpenOrCreateKeyFile(folder / "two");
  BOOST_REQUIRE((one.has_value() && two.has_value()));
  BOOST_TEST((one->key->fingerprint() != two->key->fingerprint()));
}

BOOST_AUTO_TEST_CASE(the_fingerprint_is_the_same_for_ever) {
  const TemporaryFolder folder;
  Write(folder / "root.key", "keyward-root-key 1\n" + kDigits + "\n");
  const auto key = OpenKeyFile(folder / "root.key");
  BOOST_REQUIRE(key.has_value());
  BOOST_TEST(FingerprintText((*key)->fingerprint()) == "161171450a32a8bf5e935fb419ce9692");
  BOOST_TEST((*key)->source() == "key file " + (folder / "root.key"));
}

BOOST_AUTO_TEST_CASE(a_file_that_others_may_touch_is_refused) {
  const TemporaryFolder folder;
  const std::string path = folder / "root.key";
  for (const mode_t mode : {0640u, 0604u, 0620u, 0602u, 0610u, 0666u}) {
    Write(path, "keyward-root-key 1\n" + kDigits + "\n", mode);
    const auto key = OpenKeyFile(path);
    BOOST_REQUIRE(!key.has_value());
    BOOST_TEST((key.error().code == ErrorCode::kUnreadable));
    BOOST_TEST(key.error().help == "chmod 600 " + path);
    BOOST_TEST(!OpenOrCreateKeyFile(path).has_value());
  }
  Write(path, "keyward-root-key 1\n" + kDigits + "\n", 0400);
  BOOST_TEST(OpenKeyFile(path).has_value());
}

BOOST_AUTO_TEST_CASE(damaged_files_are_told_apart) {
  const TemporaryFolder folder;
  const std::string path = folder / "root.key";
  BOOST_TEST((CodeOf(path) == ErrorCode::kNotFound));
  const std::string good = "keyward-root-key 1\n" + kDigits + "\n";
  for (size_t size = 0; size < good.size(); ++size) {
    Write(path, good.substr(0, size));
    const ErrorCode code = CodeOf(path);
    BOOST_TEST(
        (code == ErrorCode::kCorrupt || (size >= 17 && size < 19 && code == ErrorCode::kVersion)));
  }
  Write(path, "keyward-root-key 2\n" + kDigits + "\n");
  BOOST_TEST((CodeOf(path) == ErrorCode::kVersion));
  for (const std::string& bad : {good + "\n", "keyward-root-key 1\nX" + kDigits.substr(1) + "\n",
                                 "keyward-root-key 1\nA" + kDigits.substr(1) + "\n",
                                 std::string(100, 'x'), std::string(5000, 'x')}) {
    Write(path, bad);
    BOOST_TEST((CodeOf(path) == ErrorCode::kCorrupt));
  }
  fs::remove(path);
  fs::create_directory(path);
  BOOST_TEST((CodeOf(path) == ErrorCode::kUnreadable));
  fs::remove(path);
  BOOST_REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  BOOST_TEST((CodeOf(path) == ErrorCode::kUnreadable));
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_never_replaced) {
  const TemporaryFolder folder;
  Write(folder / "root.key", "");
  BOOST_TEST(!OpenOrCreateKeyFile(folder / "root.key").has_value());
  BOOST_TEST(Content(folder / "root.key").empty());
}

BOOST_AUTO_TEST_CASE(without_its_folder_there_is_no_file) {
  const TemporaryFolder folder;
  const auto key = OpenOrCreateKeyFile(folder / "no/root.key");
  BOOST_REQUIRE(!key.has_value());
  BOOST_TEST((key.error().code == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(of_many_first_starts_one_makes_the_key_for_all) {
  const TemporaryFolder folder;
  std::vector<RootKeyFingerprint> fingerprints(8);
  std::vector<int> warnings(8, 0);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < fingerprints.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto key = OpenOrCreateKeyFile(folder / "root.key");
      if (key) fingerprints[i] = key->key->fingerprint();
      warnings[i] = key && !key->warning.empty();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const RootKeyFingerprint& fingerprint : fingerprints) {
    BOOST_TEST((fingerprint == fingerprints[0] && fingerprint != RootKeyFingerprint{}));
  }
  BOOST_TEST(std::count(warnings.begin(), warnings.end(), 1) == 1);
}

BOOST_AUTO_TEST_CASE(what_is_wrapped_opens_unchanged_or_not_at_all) {
  const auto key = MakeRootKey(std::move(*SecretBytes::Create(32)), "a test");
  BOOST_REQUIRE(key.has_value());
  const auto wrapped = (*key)->Wrap(AsBytes("secret"), AsBytes("about"));
  BOOST_REQUIRE(wrapped.has_value());
  for (size_t size = 0; size < wrapped->size(); ++size) {
    const auto cut = (*key)->Unwrap(ByteView(*wrapped).first(size), AsBytes("about"));
    BOOST_TEST((!cut && cut.error().code == ErrorCode::kBadCiphertext));
  }
  for (size_t at = 0; at < wrapped->size(); ++at) {
    Bytes changed = *wrapped;
    changed[at] ^= 1;
    BOOST_TEST(!(*key)->Unwrap(changed, AsBytes("about")).has_value());
  }
  BOOST_TEST(!(*key)->Unwrap(*wrapped, AsBytes("another")).has_value());
  BOOST_TEST(!(*key)->Wrap({}, {}).has_value());
  BOOST_TEST(!(*key)->Wrap(Bytes(RootKey::kMostSecret + 1), {}).has_value());
  BOOST_TEST(!(*key)->Unwrap(Bytes(RootKey::kMostSecret + 100), {}).has_value());
  BOOST_TEST(!MakeRootKey(std::move(*SecretBytes::Create(31)), "short").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
