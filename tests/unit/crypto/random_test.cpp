#include "crypto/random.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/unit/crypto/with_secure_heap.h"

namespace keyward::crypto {

BOOST_FIXTURE_TEST_SUITE(random_bytes, WithSecureHeap)

BOOST_AUTO_TEST_CASE(all_of_it_is_filled_and_never_twice_the_same) {
  std::set<Bytes> seen;
  for (int i = 0; i < 100; ++i) {
    Bytes open(32);
    Bytes secret(32);
    BOOST_REQUIRE(FillRandom(open).has_value());
    BOOST_REQUIRE(FillSecretRandom(secret).has_value());
    BOOST_TEST(seen.insert(open).second);
    BOOST_TEST(seen.insert(secret).second);
  }
  // A byte that is never written would be zero in each.
  for (size_t at = 0; at < 32; ++at) {
    BOOST_TEST(std::any_of(seen.begin(), seen.end(), [&](const Bytes& b) { return b[at] != 0; }));
  }
  BOOST_TEST(FillRandom({}).has_value());
}

BOOST_AUTO_TEST_CASE(secrets_have_the_size_asked_for) {
  const auto first = RandomSecret(48);
  const auto second = RandomSecret(48);
  BOOST_REQUIRE((first.has_value() && second.has_value()));
  BOOST_TEST(first->size() == 48u);
  BOOST_TEST(!(*first == *second));
}

BOOST_AUTO_TEST_CASE(k5_5_a_uuid_is_of_version_4_in_lower_case) {
  std::set<std::string> seen;
  std::set<char> variants;
  for (int i = 0; i < 200; ++i) {
    const auto uuid = RandomUuid();
    BOOST_REQUIRE(uuid.has_value());
    BOOST_REQUIRE(uuid->size() == 36u);
    for (size_t at = 0; at < 36; ++at) {
      const char c = (*uuid)[at];
      const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
      BOOST_TEST((dash ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')));
    }
    BOOST_TEST((*uuid)[14] == '4');
    variants.insert((*uuid)[19]);
    BOOST_TEST(seen.insert(*uuid).second);
  }
  BOOST_TEST((variants == std::set<char>{'8', '9', 'a', 'b'}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
