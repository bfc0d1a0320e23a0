#include "crypto/secure_heap.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "crypto/secret_bytes.h"
#include "tests/unit/crypto/with_secure_heap.h"

namespace keyward::crypto {
namespace {

// RunAlone runs one case of this executable in a process that may not lock memory, and in which
// nothing has made the secure heap.
int RunAlone(const std::string& name) {
  const std::string program = boost::unit_test::framework::master_test_suite().argv[0];
  const std::string choice = "--run_test=secure_heap/" + name;
  const pid_t child = fork();
  if (child == 0) {
    constexpr int kIpcLock = 14;  // CAP_IPC_LOCK: root may lock without limit
    prctl(PR_CAPBSET_DROP, kIpcLock, 0, 0, 0);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_MEMLOCK, &none);
    execl(program.c_str(), program.c_str(), choice.c_str(), "--log_level=error", nullptr);
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(secure_heap)

BOOST_AUTO_TEST_CASE(it_stands_once_and_says_how) {
  const WithSecureHeap heap;
  BOOST_TEST(SecureHeap::Ready());
  const SecureHeap::Status before = SecureHeap::Current();
  BOOST_TEST(before.size == size_t{4} << 20);
  const auto again = SecureHeap::Initialise(8192, Locking::kOptional);
  BOOST_REQUIRE(again.has_value());
  BOOST_TEST(again->size == before.size);
  BOOST_TEST(again->locked == before.locked);
}

BOOST_AUTO_TEST_CASE(no_core_dump_can_hold_a_secret) {
  const WithSecureHeap heap;
  rlimit limit{1, 1};
  BOOST_REQUIRE(getrlimit(RLIMIT_CORE, &limit) == 0);
  BOOST_TEST(limit.rlim_max == 0u);
  BOOST_TEST(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
}

BOOST_AUTO_TEST_CASE(an_impossible_size_is_refused) {
  const auto made = SecureHeap::Initialise((size_t{1} << 30) + 1, Locking::kOptional);
  BOOST_REQUIRE(!made.has_value());
  BOOST_TEST((made.error().code == ErrorCode::kInvalidInput));
}

BOOST_AUTO_TEST_CASE(a_full_heap_is_an_error_and_not_the_end) {
  const WithSecureHeap heap;
  const size_t used = SecureHeap::Current().used;
  std::vector<SecretBytes> kept;
  Result<SecretBytes> next = SecretBytes::Create(64 * 1024);
  for (; next; next = SecretBytes::Create(64 * 1024)) kept.push_back(std::move(*next));
  BOOST_TEST((next.error().code == ErrorCode::kNoSpace));
  BOOST_TEST(next.error().message == "the secure heap has no 65536 bytes left");
  BOOST_TEST(!next.error().help.empty());
  BOOST_TEST(SecureHeap::Current().used > used);
  kept.clear();
  BOOST_TEST(SecureHeap::Current().used == used);
  BOOST_TEST(SecretBytes::Create(64 * 1024).has_value());
}

BOOST_AUTO_TEST_CASE(memory_that_cannot_be_locked_is_refused_unless_allowed) {
  BOOST_TEST(RunAlone("unlockable_memory") == 0);
}

BOOST_AUTO_TEST_CASE(unlockable_memory, *boost::unit_test::disabled()) {
  const auto secret = SecretBytes::Create(32);
  BOOST_REQUIRE(!secret.has_value());
  BOOST_TEST((secret.error().code == ErrorCode::kInvalidState));
  BOOST_TEST(secret.error().message == "the secure heap is not initialised");
  BOOST_TEST(SecureHeap::Current().size == 0u);

  const auto required = SecureHeap::Initialise(size_t{1} << 20, Locking::kRequired);
  BOOST_REQUIRE(!required.has_value());
  BOOST_TEST((required.error().code == ErrorCode::kNoSpace));
  BOOST_TEST(required.error().message.find("cannot be locked") != std::string::npos);
  BOOST_TEST(required.error().help.find("RLIMIT_MEMLOCK") != std::string::npos);
  BOOST_TEST(!SecureHeap::Ready());

  const auto optional = SecureHeap::Initialise(1000000, Locking::kOptional);
  BOOST_REQUIRE(optional.has_value());
  BOOST_TEST(!optional->locked);
  BOOST_TEST(optional->size == size_t{1} << 20);
  BOOST_TEST(SecretBytes::Create(32).has_value());
  BOOST_TEST(!SecureHeap::Initialise(size_t{1} << 20, Locking::kRequired).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
