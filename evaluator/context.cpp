#include "evaluator/context.h"

#include <algorithm>

namespace keyward::evaluator {
namespace {

bool SameName(std::string_view a, std::string_view b) {
  return a == b || compiler::EqualsIgnoringAsciiCase(a, b);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsHexDigit(char c) {
  const char lower = compiler::AsciiLower(c);
  return IsDigit(c) || (lower >= 'a' && lower <= 'f');
}

// MayBeAddress: the first group of an address, by its shape; so that other texts cost little.
bool MayBeAddress(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && at < 4 && IsHexDigit(text[at])) ++at;
  return at < text.size() && (text[at] == ':' || text[at] == '.');
}

void ReadBool(std::string_view text, ContextValue& value) {
  const std::optional<bool> flag = compiler::ParseBool(text);
  if (!flag) return;
  value.forms |= ContextValue::kBool;
  if (*flag) value.forms |= ContextValue::kTrue;
}

void ReadArn(std::string_view text, ContextValue& value) {
  const std::optional<compiler::ArnColons> colons = compiler::FindArnColons(text);
  if (!colons) return;
  value.forms |= ContextValue::kArn;
  value.colons = *colons;
}

void ReadAddress(std::string_view text, ContextValue& value) {
  const std::optional<compiler::Cidr> cidr = compiler::ParseCidr(text);
  if (!cidr) return;
  value.forms |= ContextValue::kCidr;
  value.cidr = *cidr;
}

void ReadDecimal(std::string_view text, ContextValue& value) {
  const std::optional<compiler::Decimal> decimal = compiler::ParseDecimal(text);
  if (!decimal) return;
  const auto offset = [&text, &value](std::string_view digits) {
    return digits.empty() ? value.begin
                          : value.begin + static_cast<uint32_t>(digits.data() - text.data());
  };
  value.forms |= ContextValue::kDecimal;
  value.negative = decimal->negative;
  value.integer_begin = offset(decimal->integer);
  value.integer_size = static_cast<uint32_t>(decimal->integer.size());
  value.fraction_begin = offset(decimal->fraction);
  value.fraction_size = static_cast<uint32_t>(decimal->fraction.size());
}

void ReadInstant(std::string_view text, ContextValue& value) {
  const std::optional<compiler::Instant> instant = compiler::ParseInstant(text);
  if (!instant) return;
  value.forms |= ContextValue::kInstant;
  value.instant = *instant;
}

// ReadForms finds out what else `text` is; its first characters rule most forms out.
void ReadForms(std::string_view text, ContextValue& value) {
  if (text.empty()) return;
  const char first = compiler::AsciiLower(text[0]);
  if (first == 'a') ReadArn(text, value);
  if (first == 't' || first == 'f') ReadBool(text, value);
  if (IsDigit(first) || first == '-' || first == '+') {
    ReadDecimal(text, value);
    ReadInstant(text, value);
  }
  if (MayBeAddress(text)) ReadAddress(text, value);
}

}  // namespace

void Context::Clear() {
  text_.clear();
  entries_.clear();
  values_.clear();
  list_ = 0;
  lines_.fill(Line{});
  if (slots_.size() > kKeptSlots) slots_.resize(kFirstSlots);
  slots_.assign(std::max(slots_.size(), kFirstSlots), 0);
}

void Context::SetSingle(std::string_view name, std::string_view value) {
  AddOnlyValue(Add(name), value);
}

void Context::SetMultivalued(std::string_view name, const std::vector<std::string_view>& values) {
  BeginList(name);
  for (std::string_view value : values) AddToList(value);
}

void Context::SetUnknown(std::string_view name) {
  const compiler::ConditionKeyFacts* facts = compiler::FindConditionKey(name);
  ContextEntry& entry = Add(name);
  entry.unknown = true;
  entry.multivalued = facts != nullptr && facts->multivalued;
}

void Context::SetAbsent(std::string_view name) { Add(name).absent = true; }

void Context::BeginList(std::string_view name) {
  ContextEntry& entry = Add(name);
  entry.multivalued = true;
  list_ = static_cast<uint32_t>(&entry - entries_.data());
}

void Context::AddToList(std::string_view value) {
  ContextEntry& entry = entries_[list_];
  ++entry.value_count;
  AddValue(value);
}

void Context::SetDefault(const ContextKey& key, std::string_view value) {
  if (FirstEntry(key.hash, key.name) != 0) return;
  AddOnlyValue(AddFirst(key.name, key.hash), value);
}

const ContextEntry* Context::Find(uint64_t hash, std::string_view name) const {
  const uint32_t found = FirstEntry(hash, name);
  return found == 0 ? nullptr : &entries_[found - 1];
}

size_t Context::FindSlot(std::string_view name) const {
  return FirstEntry(compiler::HashKey(name), name);
}

uint32_t Context::FirstEntry(uint64_t hash, std::string_view name) const {
  const size_t mask = slots_.size() - 1;
  for (size_t slot = hash & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const ContextEntry& entry = entries_[slots_[slot] - 1];
    if (entry.hash == hash && SameName(this->name(entry), name)) return slots_[slot];
  }
  return 0;
}

// Add makes the entry that a Set… fills: the one of the same spelling, emptied, or a new one.
ContextEntry& Context::Add(std::string_view name) {
  const uint64_t hash = compiler::HashKey(name);
  uint32_t last = FirstEntry(hash, name);
  if (last == 0) return AddFirst(name, hash);
  for (;; last = entries_[last - 1].next_same) {
    ContextEntry& entry = entries_[last - 1];
    if (this->name(entry) == name) {
      entry.first_value = static_cast<uint32_t>(values_.size());
      entry.value_count = 0;
      entry.multivalued = entry.unknown = entry.absent = false;
      if (entry.line != ContextEntry::kNoLine) lines_[entry.line].plain = 0;
      return entry;
    }
    if (entry.next_same == 0) break;
  }
  entries_[last - 1].next_same = static_cast<uint32_t>(entries_.size() + 1);
  const uint32_t line = entries_[last - 1].line;
  if (line != ContextEntry::kNoLine) lines_[line].plain = 0;
  ContextEntry& entry = Append(name, hash);
  entry.line = line;
  return entry;
}

// AddFirst makes the first entry of a name.
ContextEntry& Context::AddFirst(std::string_view name, uint64_t hash) {
  if ((entries_.size() + 1) * 2 > slots_.size()) Rehash(slots_.size() * 2);
  ContextEntry& entry = Append(name, hash);
  Insert(static_cast<uint32_t>(entries_.size() - 1));
  const compiler::ConditionKeyFacts* facts = compiler::FindConditionKey(name);
  if (facts != nullptr && !IsFamily(*facts)) {
    entry.line = static_cast<uint32_t>(IndexOf(*facts));
    lines_[entry.line].entry = static_cast<uint32_t>(entries_.size());
  }
  return entry;
}

ContextEntry& Context::Append(std::string_view name, uint64_t hash) {
  ContextEntry& entry = entries_.emplace_back();
  entry.hash = hash;
  entry.name_begin = static_cast<uint32_t>(text_.size());
  entry.name_size = static_cast<uint32_t>(name.size());
  entry.first_value = static_cast<uint32_t>(values_.size());
  text_.append(name);
  return entry;
}

void Context::AddValue(std::string_view text) {
  ContextValue& value = values_.emplace_back();
  value.begin = static_cast<uint32_t>(text_.size());
  value.size = static_cast<uint32_t>(text.size());
  text_.append(text);
  ReadForms(text, value);
}

// AddOnlyValue gives an entry its one value; the key is plain unless another spelling has one too.
void Context::AddOnlyValue(ContextEntry& entry, std::string_view text) {
  entry.value_count = 1;
  const uint32_t line = entry.line;
  const bool only = line != ContextEntry::kNoLine && entry.next_same == 0 &&
                    &entries_[lines_[line].entry - 1] == &entry;
  AddValue(text);
  if (only) lines_[line].plain = static_cast<uint32_t>(values_.size());
}

void Context::Rehash(size_t slots) {
  const std::vector<uint32_t> old = std::move(slots_);
  slots_.assign(slots, 0);
  for (uint32_t entry : old) {
    if (entry != 0) Insert(entry - 1);
  }
}

void Context::Insert(uint32_t entry) {
  const size_t mask = slots_.size() - 1;
  size_t slot = entries_[entry].hash & mask;
  while (slots_[slot] != 0) slot = (slot + 1) & mask;
  slots_[slot] = entry + 1;
}

}  // namespace keyward::evaluator
