#include "compiler/condition_keys.h"

#include <algorithm>
#include <array>

#include "compiler/kms_actions.h"
#include "compiler/values.h"

namespace keyward::compiler {
namespace {

constexpr ConditionKeyFacts kKeys[] = {
#define CONDITION_KEY(name, type, multivalued, in_key_policy, carried_by) \
  {name, Family::k##type, multivalued, in_key_policy, carried_by},
#include "compiler/condition_keys.def"
#undef CONDITION_KEY
};

// Table files the lines by the hash of their names; open addressing, at most a third full.
struct Table {
  static constexpr size_t kSlots = 512;
  std::array<uint8_t, kSlots> slots{};  // 1 + line number

  constexpr Table() {
    static_assert(kConditionKeyCount < 170);
    for (size_t i = 0; i < kConditionKeyCount; ++i) {
      size_t slot = HashKey(kKeys[i].name) % kSlots;
      while (slots[slot] != 0) slot = (slot + 1) % kSlots;
      slots[slot] = static_cast<uint8_t>(i + 1);
    }
  }
};

const ConditionKeyFacts* FindExact(std::string_view name) {
  static constexpr Table kTable;
  size_t slot = HashKey(name) % Table::kSlots;
  for (; kTable.slots[slot] != 0; slot = (slot + 1) % Table::kSlots) {
    const ConditionKeyFacts& facts = kKeys[kTable.slots[slot] - 1];
    if (facts.name == name || EqualsIgnoringAsciiCase(facts.name, name)) return &facts;
  }
  return nullptr;
}

}  // namespace

size_t IndexOf(const ConditionKeyFacts& facts) {
  return static_cast<size_t>(&facts - std::begin(kKeys));
}

const ConditionKeyFacts* FindConditionKey(std::string_view name) {
  // A family's own name ends behind the first `/`, or behind the second `:`.
  size_t end = name.find('/');
  const size_t first = name.find(':');
  const size_t second = first == std::string_view::npos ? first : name.find(':', first + 1);
  end = std::min(end, second);
  if (end != std::string_view::npos) {
    const ConditionKeyFacts* facts = FindExact(name.substr(0, end + 1));
    return facts != nullptr && IsFamily(*facts) && name.size() > end + 1 ? facts : nullptr;
  }
  return FindExact(name);
}

}  // namespace keyward::compiler
