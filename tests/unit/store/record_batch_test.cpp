#include <boost/test/unit_test.hpp>

#include "store/batch.h"
#include "tests/unit/store/record_folder.h"

namespace keyward::store {
namespace {

BOOST_AUTO_TEST_SUITE(record_batch_test)

BOOST_AUTO_TEST_CASE(what_no_store_takes_is_refused) {
  KEYWARD_TEST_FAILS(CheckBatch(Batch()), kInvalidInput);
  KEYWARD_TEST_FAILS(CheckBatch(Batch().Put("", {}, 0)), kInvalidInput);
  KEYWARD_TEST_FAILS(CheckBatch(Batch().Put(std::string("a\0b", 3), {}, 0)), kInvalidInput);
  KEYWARD_TEST_FAILS(CheckBatch(Batch().Put("a\xC3", {}, 0)), kInvalidInput);
  KEYWARD_TEST_FAILS(CheckBatch(Batch().Delete("a", 0)), kInvalidInput);
  KEYWARD_TEST_FAILS(CheckBatch(Batch().Put("a", {}, 1).Delete("a", 1)), kInvalidInput);
  BOOST_TEST(CheckBatch(Batch().Append("a", {}).Append("a", {}).Put("a", {}, 0)).has_value());
}

BOOST_AUTO_TEST_CASE(limits_hold_to_the_byte) {
  BOOST_TEST(CheckBatch(Batch().Put(std::string(kMaxKeyBytes, 'k'), {}, 0)).has_value());
  KEYWARD_TEST_FAILS(CheckBatch(Batch().Put(std::string(kMaxKeyBytes + 1, 'k'), {}, 0)), kTooLarge);
  const size_t prefix = kMaxKeyBytes - kSequenceDigits;
  BOOST_TEST(CheckBatch(Batch().Append(std::string(prefix, 'k'), {})).has_value());
  KEYWARD_TEST_FAILS(CheckBatch(Batch().Append(std::string(prefix + 1, 'k'), {})), kTooLarge);
  BOOST_TEST(CheckBatch(Batch().Put("a", Bytes(kMaxValueBytes), 0)).has_value());
  KEYWARD_TEST_FAILS(CheckBatch(Batch().Put("a", Bytes(kMaxValueBytes + 1), 0)), kTooLarge);
  Batch many;
  for (size_t i = 0; i < kMaxBatchWrites; ++i) many.Append("a", {});
  BOOST_TEST(CheckBatch(many).has_value());
  KEYWARD_TEST_FAILS(CheckBatch(many.Append("a", {})), kTooLarge);
  Batch large;
  for (int i = 0; i < 5; ++i) large.Append("a", Bytes(kMaxValueBytes));
  KEYWARD_TEST_FAILS(CheckBatch(large), kTooLarge);
}

BOOST_AUTO_TEST_CASE(sequenced_keys_stand_in_the_order_of_their_numbers) {
  BOOST_TEST(SequencedKey("o/", 7) == "o/00000000000000000007");
  BOOST_TEST(SequencedKey("o/", 9) < SequencedKey("o/", 10));
  BOOST_TEST(SequencedKey("o/", UINT64_MAX) == "o/18446744073709551615");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::store
