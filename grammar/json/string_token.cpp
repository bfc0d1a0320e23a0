#include "grammar/json/string_token.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "grammar/json/found.h"

namespace keyward::grammar {
namespace {

// kOrdinary: the bytes that stand for themselves inside a string.
constexpr std::array<bool, 256> kOrdinary = [] {
  std::array<bool, 256> ordinary{};
  for (size_t byte = 0x20; byte < 256; ++byte) ordinary[byte] = byte != '"' && byte != '\\';
  return ordinary;
}();

bool IsOrdinary(char c) { return kOrdinary[static_cast<unsigned char>(c)]; }

constexpr std::string_view kEscapeLetters = "\"\\/bfnrt";
constexpr std::string_view kEscapeMeanings = "\"\\/\b\f\n\r\t";

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// CodeUnit reads the `\uXXXX` at `at`, or says -1.
int CodeUnit(std::string_view text, size_t at) {
  if (text.size() < at + 6 || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    const int digit = HexDigit(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool IsHighSurrogate(int unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool IsLowSurrogate(int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// Encode writes a code point as UTF-8 and returns how many bytes that took.
size_t Encode(uint32_t point, char* out) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3F)); };
  if (point < 0x80) {
    out[0] = static_cast<char>(point);
    return 1;
  }
  if (point < 0x800) {
    out[0] = static_cast<char>(0xC0 | (point >> 6));
    out[1] = tail(0);
    return 2;
  }
  if (point < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (point >> 12));
    out[1] = tail(6);
    out[2] = tail(0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | (point >> 18));
  out[1] = tail(12);
  out[2] = tail(6);
  out[3] = tail(0);
  return 4;
}

StringScan Stopped(StringScan scan, StringFault fault, uint32_t end, Span place) {
  scan.fault = fault;
  scan.end = end;
  scan.place = place;
  return scan;
}

// ScanEscape moves scan.end behind the escape sequence that begins there.
StringScan ScanEscape(std::string_view text, StringScan scan) {
  const uint32_t at = scan.end;
  const uint32_t size = static_cast<uint32_t>(text.size());
  scan.escaped = true;
  if (at + 1 >= size) return Stopped(scan, StringFault::kUnclosed, size, Span{at, size});
  if (kEscapeLetters.find(text[at + 1]) != std::string_view::npos) {
    scan.end = at + 2;
    return scan;
  }
  if (text[at + 1] != 'u') {
    const uint32_t end = at + 1 + CharacterSize(text, at + 1);
    return Stopped(scan, StringFault::kEscape, at, Span{at, end});
  }
  const int unit = CodeUnit(text, at);
  const uint32_t end = std::min(at + 6, size);
  if (unit < 0) return Stopped(scan, StringFault::kHexDigits, at, Span{at, at + 2});
  const bool pair = IsHighSurrogate(unit) && IsLowSurrogate(CodeUnit(text, at + 6));
  if (!pair && (IsHighSurrogate(unit) || IsLowSurrogate(unit))) {
    return Stopped(scan, StringFault::kLoneSurrogate, at, Span{at, end});
  }
  scan.end = pair ? at + 12 : end;
  return scan;
}

}  // namespace

StringScan ScanString(std::string_view text, uint32_t begin) {
  const uint32_t size = static_cast<uint32_t>(text.size());
  StringScan scan;
  scan.end = begin + 1;
  while (true) {
    while (scan.end < size && IsOrdinary(text[scan.end])) ++scan.end;
    const uint32_t at = scan.end;
    if (at == size) return Stopped(scan, StringFault::kUnclosed, at, Span{begin, at});
    if (text[at] == '"') {
      scan.end = at + 1;
      return scan;
    }
    if (text[at] == '\n' || text[at] == '\r') {
      return Stopped(scan, StringFault::kUnclosed, at, Span{begin, at});
    }
    if (text[at] != '\\') return Stopped(scan, StringFault::kControl, at, Span{at, at + 1});
    scan = ScanEscape(text, scan);
    if (scan.fault != StringFault::kNone) return scan;
  }
}

std::string FaultMessage(std::string_view text, const StringScan& scan) {
  const std::string place(text.substr(scan.place.begin, scan.place.end - scan.place.begin));
  switch (scan.fault) {
    case StringFault::kNone: break;
    case StringFault::kUnclosed: return "this string is not closed";
    case StringFault::kControl:
      return "a string cannot hold " + DescribeFound(text, scan.place.begin) + " as it stands";
    case StringFault::kEscape: return "'" + place + "' is not an escape sequence of JSON";
    case StringFault::kHexDigits: return "expected four hexadecimal digits behind '\\u'";
    case StringFault::kLoneSurrogate: return "'" + place + "' is only half of a surrogate pair";
  }
  return {};
}

std::string FaultHelp(std::string_view text, const StringScan& scan) {
  switch (scan.fault) {
    case StringFault::kNone: break;
    case StringFault::kUnclosed: return "close it with '\"' on the same line";
    case StringFault::kControl:
      return text[scan.place.begin] == '\t' ? "write a tab as \\t" : "write it as \\u00XX";
    case StringFault::kEscape: return "write a backslash itself as \\\\";
    case StringFault::kHexDigits: return {};
    case StringFault::kLoneSurrogate:
      return "a character above U+FFFF is written as a pair, such as \\uD83D\\uDE00";
  }
  return {};
}

bool StringRuns::Next(StringRun& run) {
  if (at_ >= end_) return false;
  if (text_[at_] == '\\') {
    ReadEscape(run);
    return true;
  }
  const uint32_t begin = at_;
  while (at_ < end_ && text_[at_] != '\\') ++at_;
  run.place = Span{begin, at_};
  run.decoded = text_.substr(begin, at_ - begin);
  run.verbatim = true;
  return true;
}

void StringRuns::ReadEscape(StringRun& run) {
  const uint32_t begin = at_;
  size_t size = 1;
  const int unit = CodeUnit(text_, at_);
  if (unit < 0) {
    const size_t which = kEscapeLetters.find(text_[at_ + 1]);
    KEYWARD_CHECK(which != std::string_view::npos);
    character_[0] = kEscapeMeanings[which];
    at_ += 2;
  } else if (IsHighSurrogate(unit)) {
    const int low = CodeUnit(text_, at_ + 6);
    KEYWARD_CHECK(IsLowSurrogate(low));
    const int point = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    size = Encode(static_cast<uint32_t>(point), character_);
    at_ += 12;
  } else {
    size = Encode(static_cast<uint32_t>(unit), character_);
    at_ += 6;
  }
  run.place = Span{begin, at_};
  run.decoded = std::string_view(character_, size);
  run.verbatim = false;
}

}  // namespace keyward::grammar
