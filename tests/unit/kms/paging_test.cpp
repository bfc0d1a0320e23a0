#include "kms/paging.h"

#include "kms/model/model.h"
#include "kms/validate.h"
#include "tests/unit/kms/reading.h"

namespace keyward::kms {
namespace {

constexpr std::string_view kList = "111122223333 us-west-2";

bool Refuses(Operation operation, std::string_view list, std::string_view marker) {
  const Answer<std::string> last = ReadMarker(operation, list, marker);
  return !last && last.error().exception == Exception::kInvalidMarkerException;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(paging)

BOOST_AUTO_TEST_CASE(k5_101_limits_by_operation) {
  const std::tuple<Operation, int, int> limits[] = {
      {Operation::kListKeys, 100, 1000},         {Operation::kListKeyPolicies, 100, 1000},
      {Operation::kListKeyRotations, 100, 1000}, {Operation::kListAliases, 50, 100},
      {Operation::kListGrants, 50, 100},         {Operation::kListRetirableGrants, 50, 100},
      {Operation::kListResourceTags, 50, 50}};
  for (const auto& [operation, fallback, max] : limits) {
    BOOST_TEST(*PageLimit(operation, Document()) == fallback);
    for (const int limit : {1, max}) {
      Document request;
      request.Set("Limit", limit);
      BOOST_TEST(*PageLimit(operation, request) == limit);
    }
    for (const int limit : {0, max + 1}) {
      Document request;
      request.Set("Limit", limit);
      const Answer<int64_t> refused = PageLimit(operation, request);
      BOOST_REQUIRE(!refused.has_value());
      BOOST_TEST((refused.error().exception == Exception::kValidationException));
    }
  }
}

BOOST_AUTO_TEST_CASE(k5_101_exactly_the_operations_with_a_limit_list) {
  for (size_t i = 0; i < kOperationCount; ++i) {
    const auto operation = static_cast<Operation>(i);
    const bool has = model::FindMember(model::InputOf(operation), "Limit") != nullptr;
    BOOST_TEST(PageLimitsOf(operation).has_value() == has, FactsOf(operation).name);
  }
}

BOOST_AUTO_TEST_CASE(k5_101_a_marker_leads_back_to_its_place) {
  for (const std::string& last :
       {std::string(), std::string("alias/app"), std::string(512, 'x'), std::string("\0\xFF", 2)}) {
    const std::string marker = MakeMarker(Operation::kListKeys, kList, last);
    BOOST_TEST(*ReadMarker(Operation::kListKeys, kList, marker) == last);
    Document request;
    request.Set("Marker", marker);
    BOOST_TEST(Validate(Operation::kListKeys, request).empty());
  }
}

BOOST_AUTO_TEST_CASE(k5_101_a_marker_belongs_to_its_list) {
  const std::string marker = MakeMarker(Operation::kListKeys, kList, "k");
  BOOST_TEST(Refuses(Operation::kListAliases, kList, marker));
  BOOST_TEST(Refuses(Operation::kListKeys, "444455556666 us-west-2", marker));
  // Where one part ends and the next begins counts too.
  BOOST_TEST(Refuses(Operation::kListKeys, std::string(kList) + "k",
                     MakeMarker(Operation::kListKeys, kList, "")));
}

BOOST_AUTO_TEST_CASE(k5_101_a_changed_marker_is_refused) {
  const std::string marker = MakeMarker(Operation::kListKeys, kList, "alias/application");
  for (size_t i = 0; i < marker.size(); ++i) {
    std::string changed = marker;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    BOOST_TEST(Refuses(Operation::kListKeys, kList, changed), changed);
    BOOST_TEST(Refuses(Operation::kListKeys, kList, marker.substr(0, i)));
  }
  for (const char* text : {"m", "AAAA", "====", "not base64 at all", "MTIzNDU2Nzg5"}) {
    BOOST_TEST(Refuses(Operation::kListKeys, kList, text));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
