#include "store/table.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

namespace keyward::store {
namespace {

std::atomic<int64_t> alive{0};

// Counted: a value that is counted, and that shows when it is read after its end.
struct Counted {
  explicit Counted(uint64_t n) : number(n) { ++alive; }
  Counted(Counted&& other) noexcept : number(other.number) { ++alive; }
  Counted& operator=(Counted&&) = delete;
  ~Counted() {
    number = 0xDEAD;
    --alive;
  }
  uint64_t number;
};

std::string Key(uint64_t i) {
  return "arn:aws:kms:us-east-1:111122223333:key/" + std::to_string(i);
}

BOOST_AUTO_TEST_SUITE(table_test)

BOOST_AUTO_TEST_CASE(the_hash_is_siphash) {
  const std::array<uint64_t, 2> key = {0x0706050403020100, 0x0f0e0d0c0b0a0908};
  std::string text;
  BOOST_TEST((SipHash<2, 4>(key, text) == 0x726fdb47dd0e0e31u));
  for (char i = 0; i < 15; ++i) text += i;
  BOOST_TEST((SipHash<2, 4>(key, text) == 0xa129ca6149be45e5u));
}

BOOST_AUTO_TEST_CASE(a_table_holds_what_was_put_last) {
  Table<std::string> table;
  const ReadGuard guard;
  BOOST_TEST(table.Find("a", guard) == nullptr);
  BOOST_TEST(!table.Erase("a"));
  table.Replace("a", "1");
  table.Replace("", "empty");
  BOOST_TEST(*table.Find("a", guard) == "1");
  const std::string* old = table.Find("a", guard);
  table.Replace("a", "2");
  BOOST_TEST(*table.Find("a", guard) == "2");
  BOOST_TEST(*old == "1");  // under the guard
  BOOST_TEST(table.Erase("a"));
  BOOST_TEST(table.Find("a", guard) == nullptr);
  BOOST_TEST(*table.Find("", guard) == "empty");
  BOOST_TEST(table.Size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_table_grows_and_keeps_all) {
  Table<uint64_t> table;
  constexpr uint64_t kKeys = 20000;
  for (uint64_t i = 0; i < kKeys; ++i) table.Replace(Key(i), i);
  for (uint64_t i = 0; i < kKeys; i += 2) BOOST_REQUIRE(table.Erase(Key(i)));
  for (uint64_t i = 0; i < kKeys; i += 4) table.Replace(Key(i), i + 1);
  const ReadGuard guard;
  for (uint64_t i = 0; i < kKeys; ++i) {
    const uint64_t* found = table.Find(Key(i), guard);
    if (i % 4 == 2) {
      BOOST_REQUIRE(found == nullptr);
    } else {
      BOOST_REQUIRE(found != nullptr);
      BOOST_REQUIRE(*found == (i % 4 == 0 ? i + 1 : i));
    }
  }
  BOOST_TEST(table.Size() == kKeys / 4 * 3);
}

BOOST_AUTO_TEST_CASE(old_values_are_freed_when_no_guard_may_see_them) {
  FreeRetired();
  const int64_t before = alive;
  {
    Table<Counted> table;
    table.Replace("a", Counted(1));
    const Counted* seen = nullptr;
    {
      const ReadGuard guard;
      const ReadGuard nested;
      seen = table.Find("a", guard);
      std::thread([&] {
        for (uint64_t i = 2; i < 3000; ++i) table.Replace("a", Counted(i));
      }).join();
      BOOST_TEST(seen->number == 1u);
      BOOST_TEST(alive - before == 2999);
    }
    FreeRetired();
    BOOST_TEST(alive - before == 1);
    BOOST_TEST(RetiredCount() == 0u);
    for (uint64_t i = 0; i < 3000; ++i) table.Replace(Key(i), Counted(i));
  }
  FreeRetired();
  BOOST_TEST(alive == before);
}

// A writer with too much to free waits for the reader that holds it up.
BOOST_AUTO_TEST_CASE(memory_is_bounded) {
  FreeRetired();
  Table<uint64_t> table;
  constexpr uint64_t kWrites = kMaxRetired + 10000;
  std::atomic<uint64_t> written{0};
  std::thread writer;
  {
    const ReadGuard guard;
    writer = std::thread([&] {
      for (; written < kWrites; ++written) table.Replace("a", written.load());
    });
    while (RetiredCount() < kMaxRetired) std::this_thread::yield();
    BOOST_TEST(written < kWrites);
    BOOST_TEST(RetiredCount() == kMaxRetired);
  }
  writer.join();
  BOOST_TEST(written == kWrites);
  BOOST_TEST(RetiredCount() < kMaxRetired);
  {
    const ReadGuard guard;  // a writer under its own guard does not wait for itself
    for (uint64_t i = 0; i < kMaxRetired + 100; ++i) table.Replace("a", i);
  }
  FreeRetired();
  BOOST_TEST(RetiredCount() == 0u);
}

// History: the numbers of the operations on one key that were begun and that have returned. Even
// ones put their number, odd ones erase.
struct alignas(64) History {
  std::atomic<uint64_t> begun{0};
  std::atomic<uint64_t> returned{0};
};

// ReadOnce says whether a read fits the history: it sees nothing older than what had returned when
// it began, and nothing newer than what had begun when it ended.
bool ReadOnce(const Table<Counted>& table, const std::string& key, const History& history) {
  const ReadGuard guard;
  const uint64_t returned = history.returned;
  const Counted* found = table.Find(key, guard);
  const uint64_t begun = history.begun;
  if (found != nullptr) {
    const uint64_t number = found->number;
    return number % 2 == 0 && number >= returned && number <= begun;
  }
  return returned == 0 || returned % 2 == 1 || begun > returned;
}

BOOST_AUTO_TEST_CASE(no_read_sees_what_was_replaced_before_it_began) {
  FreeRetired();
  const int64_t before = alive;
  constexpr size_t kKeys = 32;
  constexpr size_t kWriters = 4;
  constexpr size_t kReaders = 12;
  {
    Table<Counted> table;
    std::vector<History> histories(kKeys);
    std::atomic<bool> done{false};
    std::atomic<uint64_t> wrong{0};
    std::atomic<uint64_t> reads{0};
    std::vector<std::thread> readers;
    for (size_t r = 0; r < kReaders; ++r) {
      readers.emplace_back([&, r] {
        for (size_t i = r; !done; i += 7) {
          const size_t key = i % kKeys;
          if (!ReadOnce(table, Key(key), histories[key])) ++wrong;
          ++reads;
        }
      });
    }
    std::vector<std::thread> writers;
    for (size_t w = 0; w < kWriters; ++w) {
      writers.emplace_back([&, w] {
        for (uint64_t n = 1; n <= 2000; ++n) {
          for (size_t key = w; key < kKeys; key += kWriters) {
            histories[key].begun = n;
            if (n % 2 == 0) {
              table.Replace(Key(key), Counted(n));
            } else {
              table.Erase(Key(key));
            }
            histories[key].returned = n;
          }
          table.Replace("growth" + std::to_string(w * 10000 + n), Counted(2));
        }
      });
    }
    for (std::thread& writer : writers) writer.join();
    done = true;
    for (std::thread& reader : readers) reader.join();
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(reads > 0u);
    FreeRetired();
    BOOST_TEST(alive - before == static_cast<int64_t>(table.Size()));
  }
  BOOST_TEST(alive == before);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::store
