// JSON strings and numbers, appended to a text: std::string for audit records and error bodies,
// ResponseText for answers.
//
// Promise   always valid JSON; bytes that are not UTF-8 become U+FFFD. A clean text is copied as a
//           whole.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/source.h"

namespace keyward::kms {

// PlainPrefix is how many bytes at the start of `text` stand for themselves in a JSON string;
// `ascii` stops it at the first byte over 127.
size_t PlainPrefix(std::string_view text, bool ascii);

// EscapeOf is the escape sequence of a byte that may not stand for itself in a JSON string; `buffer`
// holds it.
std::string_view EscapeOf(char byte, char (&buffer)[6]);

// AppendWellFormed writes a text that is UTF-8, escaped and without quotes.
template <typename Out>
void AppendWellFormed(std::string_view text, Out& out) {
  while (true) {
    const size_t plain = PlainPrefix(text, false);
    out.append(text.data(), plain);
    if (plain == text.size()) return;
    char buffer[6];
    const std::string_view escape = EscapeOf(text[plain], buffer);
    out.append(escape.data(), escape.size());
    text.remove_prefix(plain + 1);
  }
}

// AppendJsonString writes `text` quoted and escaped.
template <typename Out>
void AppendJsonString(std::string_view text, Out& out) {
  out.push_back('"');
  const size_t clean = PlainPrefix(text, true);
  out.append(text.data(), clean);
  text.remove_prefix(clean);
  while (!text.empty()) {
    const size_t invalid = InvalidUtf8At(text);
    AppendWellFormed(text.substr(0, invalid), out);
    if (invalid == text.size()) break;
    out.append("\xEF\xBF\xBD", 3);  // U+FFFD
    text.remove_prefix(invalid + 1);
  }
  out.push_back('"');
}

// AppendInteger writes a number.
template <typename Out>
void AppendInteger(int64_t number, Out& out) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, static_cast<size_t>(end.ptr - digits));
}

}  // namespace keyward::kms
