// StringToken: one JSON string token, quotes included: where it ends, what is wrong, what it says.
//
// Flow      text at a quote --ScanString--> end or fault;  StringRuns --> decoded text, segments
// Promise   one implementation of JSON's escapes for both readers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/span.h"

namespace keyward::grammar {

// StringFault: what keeps a string token from being JSON.
enum class StringFault : uint8_t {
  kNone,
  kUnclosed,       // the line or the text ends first
  kControl,        // a raw control character
  kEscape,         // a backslash and something that JSON does not know
  kHexDigits,      // \u without four hex digits
  kLoneSurrogate,  // half of a surrogate pair
};

// StringScan: the answer of ScanString. `end` is behind the closing quote, or where a fault stopped
// the scan; `place` is the fault's own span.
struct StringScan {
  uint32_t end = 0;
  bool escaped = false;
  StringFault fault = StringFault::kNone;
  Span place;
};

// ScanString walks the string token whose opening quote stands at `begin`, up to the first fault.
StringScan ScanString(std::string_view text, uint32_t begin);

// FaultMessage and FaultHelp say `fault` in words. The help may be empty.
std::string FaultMessage(std::string_view text, const StringScan& scan);
std::string FaultHelp(std::string_view text, const StringScan& scan);

// StringRun: a part of a string's content. `decoded` is a view of the text itself (`verbatim`), or
// of the one character that an escape sequence stands for.
struct StringRun {
  Span place;
  std::string_view decoded;
  bool verbatim = true;
};

// StringRuns walks the content of a well-formed string token.
class StringRuns {
 public:
  StringRuns(std::string_view text, Span token)
      : text_(text), at_(token.begin + 1), end_(token.end - 1) {}
  // Next fills `run`; its view of an escape lives until the next call.
  bool Next(StringRun& run);

 private:
  void ReadEscape(StringRun& run);

  std::string_view text_;
  uint32_t at_;
  uint32_t end_;
  char character_[4] = {};
};

}  // namespace keyward::grammar
