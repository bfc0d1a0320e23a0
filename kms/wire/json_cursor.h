// JsonCursor: a place in a JSON text that is read once, from front to back.
//
// Flow      body --JsonCursor--> tokens --ReadRequest--> Document
// Promise   strict RFC 8259; strings are unescaped where they stand, so that no copy of a secret
//           is made; no recursion.
// Limits    the text must be UTF-8 and outlive what was read; `max_depth` levels.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace keyward::kms {

class JsonCursor {
 public:
  JsonCursor(std::span<char> text, int max_depth) : text_(text), max_depth_(max_depth) {}

  // Peek is the next character that is no white space, or 0 at the end.
  char Peek();

  // Take consumes `c` where it comes next, after white space.
  bool Take(char c);

  // AtEnd: only white space is left.
  bool AtEnd() { return Peek() == 0 && at_ == text_.size(); }

  // ReadString consumes a string; nothing when it is none. The view stays valid.
  std::optional<std::string_view> ReadString();

  // ReadNumber consumes a number and gives it as it stands.
  std::optional<std::string_view> ReadNumber();

  // TakeWord consumes true, false or null.
  bool TakeWord(std::string_view word);

  // SkipValue consumes any one value; false when there is none, or it is too deep.
  bool SkipValue();

  // Enter and Leave count the levels that the caller opens; Enter is false over the limit.
  bool Enter() { return ++depth_ <= max_depth_; }
  void Leave() { --depth_; }

 private:
  bool SkipScalar();
  bool Unescape(size_t& read, size_t& write);
  std::optional<unsigned> ReadHex(size_t& read) const;
  size_t SkipDigits();

  std::span<char> text_;
  int max_depth_;
  size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace keyward::kms
