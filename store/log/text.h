// Hexadecimal, decimal and time, as they stand in the log's lines.
//
// Promise   one spelling for each value; reading takes no other.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "base/bytes.h"

namespace keyward::store {

// kTimeBytes: the length of a time, `2026-01-02T03:04:05.678Z`.
inline constexpr size_t kTimeBytes = 24;

// AppendHex appends two lower-case digits for each byte.
void AppendHex(std::string& text, ByteView bytes);

// ParseHex fills `bytes` from exactly twice as many lower-case digits.
bool ParseHex(std::string_view text, std::span<uint8_t> bytes);

// AppendTime appends milliseconds since 1970 as a UTC time; before the year 0 or after 9999 it
// appends the nearest time that fits.
void AppendTime(std::string& text, int64_t milliseconds);

// ParseTime reads what AppendTime writes.
std::optional<int64_t> ParseTime(std::string_view text);

// ClampTime is `milliseconds`, or the nearest that AppendTime can write.
int64_t ClampTime(int64_t milliseconds);

// AppendNumber appends decimal digits, with zeros in front up to `width`.
inline void AppendNumber(std::string& text, uint64_t number, size_t width = 1) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  const auto size = static_cast<size_t>(end - digits);
  if (size < width) text.append(width - size, '0');
  text.append(digits, size);
}

// ParseNumber reads decimal digits without superfluous zeros.
inline std::optional<uint64_t> ParseNumber(std::string_view text) {
  uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return {};
  if (text.size() > 1 && text[0] == '0') return {};
  return number;
}

// Cursor takes a text apart from the left.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  // Skip passes over `text` if it comes next.
  bool Skip(std::string_view text) {
    if (rest_.substr(0, text.size()) != text) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  // Take hands over the next `size` bytes, or nothing if there are fewer.
  std::optional<std::string_view> Take(size_t size) {
    if (rest_.size() < size) return {};
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  // Until hands over what stands before the next `end`, or nothing if there is none.
  std::optional<std::string_view> Until(char end) {
    const size_t size = rest_.find(end);
    return size == std::string_view::npos ? std::nullopt : Take(size);
  }

  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace keyward::store
