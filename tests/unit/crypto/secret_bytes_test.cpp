#include "crypto/secret_bytes.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <ostream>
#include <string>
#include <type_traits>

#include "tests/unit/crypto/with_secure_heap.h"

namespace keyward::crypto {
namespace {

template <typename T, typename = void>
struct Printable : std::false_type {};
template <typename T>
struct Printable<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<T>())>>
    : std::true_type {};

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes>);
static_assert(!Printable<SecretBytes>::value);
static_assert(Printable<std::string>::value);

SecretBytes Secret(std::string_view text) { return std::move(*SecretBytes::CopyOf(AsBytes(text))); }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(secret_bytes, WithSecureHeap)

BOOST_AUTO_TEST_CASE(new_ones_are_zero_and_can_be_written) {
  auto secret = SecretBytes::Create(40);
  BOOST_REQUIRE(secret.has_value());
  BOOST_TEST(secret->size() == 40u);
  BOOST_TEST(std::count(secret->view().begin(), secret->view().end(), 0) == 40);
  secret->span()[39] = 7;
  BOOST_TEST(secret->view()[39] == 7);
}

BOOST_AUTO_TEST_CASE(they_live_in_the_secure_heap) {
  const size_t before = SecureHeap::Current().used;
  {
    const auto secret = SecretBytes::Create(1024);
    BOOST_TEST(SecureHeap::Current().used == before + 1024);
  }
  BOOST_TEST(SecureHeap::Current().used == before);
}

BOOST_AUTO_TEST_CASE(moving_leaves_nothing_behind) {
  SecretBytes first = Secret("swordfish");
  SecretBytes second = std::move(first);
  BOOST_TEST(first.empty());
  BOOST_TEST(AsText(second.view()) == "swordfish");
  const size_t used = SecureHeap::Current().used;
  SecretBytes third = Secret("another");
  third = std::move(second);
  BOOST_TEST(AsText(third.view()) == "swordfish");
  BOOST_TEST(second.empty());
  BOOST_TEST(SecureHeap::Current().used == used);
  SecretBytes& same = third;
  third = std::move(same);
  BOOST_TEST(AsText(third.view()) == "swordfish");
}

BOOST_AUTO_TEST_CASE(equality_looks_at_every_byte_and_the_size) {
  BOOST_TEST((Secret("abcd") == Secret("abcd")));
  BOOST_TEST(!(Secret("abcd") == Secret("abcX")));
  BOOST_TEST(!(Secret("abcd") == Secret("Xbcd")));
  BOOST_TEST(!(Secret("abcd") == Secret("abc")));
  BOOST_TEST((SecretBytes() == SecretBytes()));
  BOOST_TEST(!(Secret("a") == SecretBytes()));
}

BOOST_AUTO_TEST_CASE(nothing_is_a_secret_too) {
  const auto none = SecretBytes::Create(0);
  BOOST_REQUIRE(none.has_value());
  BOOST_TEST(none->empty());
}

BOOST_AUTO_TEST_CASE(cleansing_leaves_zeros) {
  std::string text = "swordfish";
  Cleanse({reinterpret_cast<uint8_t*>(text.data()), text.size()});
  BOOST_TEST(text == std::string(9, '\0'));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
