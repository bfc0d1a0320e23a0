// Truth: three-valued (Kleene) logic; unknown comes from context keys a what-if left open.
#pragma once

#include <algorithm>
#include <cstdint>

namespace keyward::evaluator {

// Ordered so that AND is the minimum and OR the maximum.
enum class Truth : uint8_t { kFalse = 0, kUnknown = 1, kTrue = 2 };

constexpr Truth And(Truth a, Truth b) { return std::min(a, b); }
constexpr Truth Or(Truth a, Truth b) { return std::max(a, b); }
constexpr Truth Not(Truth a) { return static_cast<Truth>(2 - static_cast<int>(a)); }
constexpr Truth TruthOf(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

}  // namespace keyward::evaluator
