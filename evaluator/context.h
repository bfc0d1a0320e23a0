// Context: the keys and values that a request brings (iam.md section 4).
//
// Flow      scenario, gate --Set…, Derive--> Context --Authorize--> conditions and variables
// Promise   values are parsed once, when they are set; looking a key up allocates nothing. Clear
//           keeps the capacity, so that a reused Context allocates nothing once warm.
// Limits    names compare ignoring ASCII case (R3.3); names that differ only by case may both be set.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/condition_keys.h"
#include "compiler/values.h"

namespace keyward::evaluator {

// ContextValue: one string with every form it has.
struct ContextValue {
  enum Forms : uint8_t { kDecimal = 1, kInstant = 2, kCidr = 4, kArn = 8, kBool = 16, kTrue = 32 };
  uint32_t begin = 0;
  uint32_t size = 0;
  uint8_t forms = 0;
  bool negative = false;       // of the decimal
  uint32_t integer_begin = 0;  // decimal digits: offsets into the same text
  uint32_t integer_size = 0;
  uint32_t fraction_begin = 0;
  uint32_t fraction_size = 0;
  compiler::Instant instant;
  compiler::Cidr cidr;
  compiler::ArnColons colons;
};

// ContextEntry: one key.
struct ContextEntry {
  uint64_t hash = 0;
  uint32_t name_begin = 0;
  uint32_t name_size = 0;
  uint32_t first_value = 0;
  uint32_t value_count = 0;
  uint32_t next_same = 0;   // 1 + index of the next entry whose name differs only by case; 0: none
  uint32_t line = kNoLine;  // its place in the table of condition keys, if it is no family
  bool multivalued = false;
  bool unknown = false;
  bool absent = false;  // the caller said null: nothing may be derived for it
  static constexpr uint32_t kNoLine = 0xFFFFFFFFu;
};

// ContextKey: a key name with its hash, so that names known to the program are hashed once.
struct ContextKey {
  constexpr explicit ContextKey(std::string_view key) : name(key), hash(compiler::HashKey(key)) {}
  std::string_view name;
  uint64_t hash;
};

class Context {
 public:
  Context() { Clear(); }
  void Clear();

  // Set… add a key. Setting the same spelling again replaces the value; a spelling that differs by
  // case is a second entry (R3.3). An empty list is a present key without a value: null for Null and
  // the set operators (R3.20, R3.31), and no match for a bare operator (R3.33).
  void SetSingle(std::string_view name, std::string_view value);
  void SetMultivalued(std::string_view name, const std::vector<std::string_view>& values);
  void SetUnknown(std::string_view name);
  void SetAbsent(std::string_view name);

  // BeginList, AddToList: SetMultivalued without a vector.
  void BeginList(std::string_view name);
  void AddToList(std::string_view value);

  // SetDefault sets a single value unless some entry is there under the name.
  void SetDefault(const ContextKey& key, std::string_view value);

  // Has: some entry is there under this name, absent ones included: Derive leaves it alone.
  bool Has(std::string_view name) const { return FindSlot(name) != 0; }

  // Find is the first entry under the name whose HashKey is `hash`, or null; entries marked absent
  // are found too.
  const ContextEntry* Find(uint64_t hash, std::string_view name) const;
  // FindLine is Find for a key of the table of condition keys, by its line.
  const ContextEntry* FindLine(uint32_t line) const {
    return lines_[line].entry == 0 ? nullptr : &entries_[lines_[line].entry - 1];
  }
  // PlainValue is the value of such a key where it has one entry with one single value, as nearly all
  // have; else null.
  const ContextValue* PlainValue(uint32_t line) const {
    return lines_[line].plain == 0 ? nullptr : &values_[lines_[line].plain - 1];
  }
  const ContextEntry* Next(const ContextEntry& entry) const {
    return entry.next_same == 0 ? nullptr : &entries_[entry.next_same - 1];
  }

  const std::vector<ContextEntry>& entries() const { return entries_; }
  std::string_view name(const ContextEntry& entry) const {
    return std::string_view(text_).substr(entry.name_begin, entry.name_size);
  }
  const ContextValue& value(const ContextEntry& entry, uint32_t index) const {
    return values_[entry.first_value + index];
  }
  std::string_view text(const ContextValue& value) const {
    return std::string_view(text_).substr(value.begin, value.size);
  }
  compiler::Decimal decimal(const ContextValue& value) const {
    const std::string_view all = text_;
    return {value.negative, all.substr(value.integer_begin, value.integer_size),
            all.substr(value.fraction_begin, value.fraction_size)};
  }

 private:
  // Line: what is known of one key of the table of condition keys.
  struct Line {
    uint32_t entry = 0;  // 1 + index of its first entry; 0: none
    uint32_t plain = 0;  // 1 + index of its only value; 0: none, or not plain
  };

  static constexpr size_t kFirstSlots = 128;
  static constexpr size_t kKeptSlots = 4096;

  ContextEntry& Add(std::string_view name);
  ContextEntry& AddFirst(std::string_view name, uint64_t hash);
  ContextEntry& Append(std::string_view name, uint64_t hash);
  void AddValue(std::string_view text);
  void AddOnlyValue(ContextEntry& entry, std::string_view text);
  size_t FindSlot(std::string_view name) const;                     // 1 + entry index, or 0
  uint32_t FirstEntry(uint64_t hash, std::string_view name) const;  // likewise
  void Rehash(size_t slots);
  void Insert(uint32_t entry);

  std::string text_;
  std::vector<ContextEntry> entries_;
  std::vector<ContextValue> values_;
  std::vector<uint32_t> slots_;  // open addressing; 1 + index of the first entry of a name
  std::array<Line, compiler::kConditionKeyCount> lines_{};
  uint32_t list_ = 0;  // the entry that AddToList adds to
};

}  // namespace keyward::evaluator
