#include "iam/load.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/unit/iam/fixtures.h"

namespace keyward::iam {
namespace {

BOOST_AUTO_TEST_SUITE(load)

// Each folder of tests/golden/iam/broken has exactly the faults of its errors.txt.
// UPDATE_GOLDEN=1 rewrites them.
BOOST_AUTO_TEST_CASE(broken_folders) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(kGolden / "broken")) {
    folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  BOOST_TEST(folders.size() >= 40u);
  for (const fs::path& folder : folders) {
    BOOST_TEST_CONTEXT(folder.filename().string()) {
      const auto directory = LoadDirectory(folder.string());
      const std::string words = directory ? "loaded\n" : Words(directory.error());
      const fs::path golden = folder / "errors.txt";
      if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(golden, std::ios::binary) << words;
      }
      BOOST_TEST(words == ReadAll(golden));
    }
  }
}

BOOST_AUTO_TEST_CASE(folders_that_cannot_be_read) {
  const auto none = LoadDirectory("/no/such/folder");
  BOOST_REQUIRE(!none);
  BOOST_TEST(none.error().at(0).message == "there is no folder /no/such/folder");
  BOOST_TEST((none.error()[0].code == ErrorCode::kNotFound));

  const Folder empty;
  empty.Write("README.txt", "not ours");
  empty.Write(".hidden.json", "not ours");
  const auto nothing = LoadDirectory(empty.path().string());
  BOOST_REQUIRE(!nothing);
  BOOST_TEST(nothing.error().at(0).message ==
             "there is no *.json file in " + empty.path().string());

  empty.Write("file.json", "{}");
  const auto file = LoadDirectory((empty.path() / "file.json").string());
  BOOST_REQUIRE(!file);
  BOOST_TEST((file.error().at(0).code == ErrorCode::kUnreadable));
}

BOOST_AUTO_TEST_CASE(a_file_over_the_limit_is_not_read) {
  const Folder folder;
  folder.Write("111122223333.json", "");
  fs::resize_file(folder.path() / "111122223333.json", kMaxFileBytes + 1);  // a hole
  const auto directory = LoadDirectory(folder.path().string());
  BOOST_REQUIRE(!directory);
  BOOST_TEST((directory.error().at(0).code == ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_CASE(a_report_has_at_most_a_hundred_errors) {
  std::string users;
  for (int i = 0; i < 500; ++i) users += i == 0 ? "7" : ", 7";
  auto source = Source::Create("many.json", R"({"UserDetailList": [)" + users + "]}");
  BOOST_REQUIRE(source);
  const auto directory = ReadDirectory({{*source}, nullptr});
  BOOST_REQUIRE(!directory);
  BOOST_TEST(directory.error().size() == kMaxErrors);
}

// What AWS limits to a few for each user stays a few here, so that a file cannot multiply itself.
BOOST_AUTO_TEST_CASE(lists_of_a_user_are_short) {
  std::string groups = "\"g\"";
  for (int i = 0; i < 200; ++i) groups += ", \"g\"";
  auto source = Source::Create("long.json", R"({"UserDetailList": [{"UserName": "a",
    "UserId": "AIDAA", "Arn": "arn:aws:iam::111122223333:user/a", "GroupList": [)" +
                                                groups + "]}]}");
  const auto directory = ReadDirectory({{*source}, nullptr});
  BOOST_REQUIRE(!directory);
  BOOST_TEST(Words(directory.error().at(0)) ==
             "long.json:2:80: UserDetailList[0].GroupList: 201 entries are more than 200");
}

// AWS adds members; SDKs print null for what is not there.
BOOST_AUTO_TEST_CASE(unknown_members_and_nulls_are_tolerated) {
  auto source = Source::Create("new.json", R"({"UserDetailList": [{"UserName": "a",
    "UserId": "AIDAA", "Arn": "arn:aws:iam::111122223333:user/a", "Path": null, "Tags": null,
    "UserPolicyList": null, "PermissionsBoundary": null, "Passkeys": [{"Id": 1}]}],
    "GroupDetailList": null, "Marker": null, "ResponseMetadata": {"HTTPStatusCode": 200}})");
  BOOST_REQUIRE(source);
  const auto directory = ReadDirectory({{*source}, nullptr});
  BOOST_REQUIRE(directory);
  BOOST_TEST((*directory)->FindUser("arn:aws:iam::111122223333:user/a")->path == "/");
}

// A BOM and CR LF, as Windows tools save them.
BOOST_AUTO_TEST_CASE(byte_order_mark) {
  auto source =
      Source::Create("bom.json", "\xEF\xBB\xBF" + DetailsOf("111122223333", "a", "kms:*"));
  BOOST_REQUIRE(source);
  BOOST_TEST(ReadDirectory({{*source}, nullptr}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::iam
