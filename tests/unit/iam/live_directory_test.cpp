#include "iam/live_directory.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/iam/fixtures.h"

namespace keyward::iam {
namespace {

const std::string kAccount = "111122223333";
const std::string kFile = kAccount + ".json";

bool Has(const DirectoryPtr& directory, const std::string& user) {
  return directory->FindUser("arn:aws:iam::" + kAccount + ":user/" + user) != nullptr;
}

std::unique_ptr<LiveDirectory> Open(const Folder& folder) {
  auto live = LiveDirectory::Open(folder.path().string());
  BOOST_REQUIRE(live);
  return std::move(*live);
}

BOOST_AUTO_TEST_SUITE(live_directory)

BOOST_AUTO_TEST_CASE(a_broken_folder_does_not_open) {
  const Folder folder;
  folder.Write(kFile, "{");
  const auto live = LiveDirectory::Open(folder.path().string());
  BOOST_REQUIRE(!live);
  BOOST_TEST(live.error().size() == 1u);
}

BOOST_AUTO_TEST_CASE(reload_replaces_all) {
  const Folder folder;
  folder.Write(kFile, DetailsOf(kAccount, "alice", "kms:Decrypt"));
  const auto live = Open(folder);
  const DirectoryPtr before = live->Snapshot();
  BOOST_TEST(!live->Stale());
  folder.Write(kFile, DetailsOf(kAccount, "roberta", "kms:Decrypt"));
  BOOST_TEST(live->Stale());
  BOOST_TEST(Has(live->Snapshot(), "alice"));  // until the owner reloads
  BOOST_TEST(live->Reload().empty());
  BOOST_TEST(!live->Stale());
  BOOST_TEST(Has(live->Snapshot(), "roberta"));
  BOOST_TEST(!Has(live->Snapshot(), "alice"));
  BOOST_TEST(Has(before, "alice"));  // a call that began before sees what it began with
}

BOOST_AUTO_TEST_CASE(stale_by_any_change) {
  const Folder folder;
  folder.Write(kFile, DetailsOf(kAccount, "alice", "kms:Decrypt"));
  const auto live = Open(folder);
  const auto reload = [&live] {
    BOOST_TEST(live->Stale());
    BOOST_TEST(live->Reload().empty());
    BOOST_TEST(!live->Stale());
  };
  const std::string other = "444455556666";
  folder.Write(other + ".json", DetailsOf(other, "dave", "kms:Decrypt"));  // a file more
  reload();
  fs::remove(folder.path() / (other + ".json"));  // and gone
  reload();
  const fs::path file = folder.path() / kFile;
  fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(5));  // same bytes
  reload();
  const auto time = fs::last_write_time(file);
  folder.Write("new.tmp", DetailsOf(kAccount, "erica", "kms:Decrypt"));  // another inode
  fs::rename(folder.path() / "new.tmp", file);
  fs::last_write_time(file, time);
  reload();
  BOOST_TEST(Has(live->Snapshot(), "erica"));
  folder.Write("notes.txt", "no file of ours");
  BOOST_TEST(!live->Stale());
  fs::remove_all(folder.path());
  BOOST_TEST(live->Stale());
}

BOOST_AUTO_TEST_CASE(a_broken_file_keeps_the_last_good_state) {
  const Folder folder;
  folder.Write(kFile, DetailsOf(kAccount, "alice", "kms:Decrypt"));
  const auto live = Open(folder);
  const DirectoryPtr before = live->Snapshot();
  folder.Write(kFile, R"({"UserDetailList": 7})");
  BOOST_TEST(live->Stale());
  const Errors errors = live->Reload();
  BOOST_REQUIRE(errors.size() == 1u);
  BOOST_TEST(Words(errors[0]) == kFile + ":1:20: UserDetailList: expected a list, found a number");
  BOOST_TEST((live->Snapshot() == before));
  BOOST_TEST(!live->Stale());  // told once
  folder.Write(kFile, DetailsOf(kAccount, "bob", "kms:Decrypt"));
  BOOST_TEST(live->Stale());
  BOOST_TEST(live->Reload().empty());
  BOOST_TEST(Has(live->Snapshot(), "bob"));
}

// Each has its own, also when a thread asks them in turn, or one follows another at its address.
BOOST_AUTO_TEST_CASE(directories_are_not_mixed_up) {
  const Folder first;
  const Folder second;
  first.Write(kFile, DetailsOf(kAccount, "alice", "kms:Decrypt"));
  second.Write(kFile, DetailsOf(kAccount, "bob", "kms:Decrypt"));
  const auto one = Open(first);
  const auto two = Open(second);
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(Has(one->Snapshot(), "alice"));
    BOOST_TEST(Has(two->Snapshot(), "bob"));
  }
  for (int i = 0; i < 8; ++i) {
    const auto again = Open(i % 2 == 0 ? first : second);
    BOOST_TEST(Has(again->Snapshot(), i % 2 == 0 ? "alice" : "bob"));
  }
}

// A thread that asks again does not share the Directory's own counter.
BOOST_AUTO_TEST_CASE(snapshots_count_by_thread) {
  const Folder folder;
  folder.Write(kFile, DetailsOf(kAccount, "alice", "kms:Decrypt"));
  const auto live = Open(folder);
  const DirectoryPtr here = live->Snapshot();
  const DirectoryPtr again = live->Snapshot();
  DirectoryPtr there;
  std::thread([&] { there = live->Snapshot(); }).join();
  BOOST_TEST((here == there));
  BOOST_TEST((!here.owner_before(again) && !again.owner_before(here)));
  BOOST_TEST((here.owner_before(there) || there.owner_before(here)));
}

// What a reader sees is one state or the other, whole, and never an older one than before.
BOOST_AUTO_TEST_CASE(readers_while_reloading) {
  constexpr int kReloads = 30;
  const Folder folder;
  const auto write = [&folder](int round) {
    const std::string user = "user" + std::to_string(round);
    folder.Write(kFile, DetailsOf(kAccount, user, "kms:Decrypt"));
    folder.Write("444455556666.json", DetailsOf("444455556666", user, "kms:Decrypt"));
  };
  write(0);
  const auto live = Open(folder);
  std::atomic<bool> done{false};
  std::atomic<int> faults{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      int last = 0;
      while (!done) {
        const DirectoryPtr directory = live->Snapshot();
        const std::string arn = directory->FindAccount(kAccount)->users.begin()->second->arn;
        const std::string name = directory->FindAccount(kAccount)->users.begin()->first;
        const int round = std::stoi(name.substr(4));
        const auto caller = directory->FindCaller(arn);
        const bool other = directory->FindUser("arn:aws:iam::444455556666:user/" + name) != nullptr;
        if (!caller || caller->identity->size() != 1 || !other || round < last) ++faults;
        last = round;
      }
    });
  }
  for (int round = 1; round <= kReloads; ++round) {
    write(round);
    if (!live->Reload().empty()) ++faults;
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  BOOST_TEST(faults == 0);
  BOOST_TEST(Has(live->Snapshot(), "user" + std::to_string(kReloads)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::iam
