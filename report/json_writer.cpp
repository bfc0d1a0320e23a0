#include "report/json_writer.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/source.h"

namespace keyward::report {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool IsPlain(unsigned char byte) { return byte >= 0x20 && byte != '"' && byte != '\\'; }

void AppendEscaped(unsigned char byte, std::string& out) {
  switch (byte) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
      out += "\\u00";
      out += kHexDigits[byte >> 4];
      out += kHexDigits[byte & 15];
  }
}

void AppendWellFormed(std::string_view text, std::string& out) {
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (IsPlain(byte)) continue;
    out += text.substr(begin, i - begin);
    AppendEscaped(byte, out);
    begin = i + 1;
  }
  out += text.substr(begin);
}

bool IsAscii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
  return all < 0x80;
}

}  // namespace

void AppendJsonString(std::string_view text, std::string& out) {
  out += '"';
  while (!IsAscii(text)) {
    const size_t invalid = InvalidUtf8At(text);
    if (invalid == text.size()) break;
    AppendWellFormed(text.substr(0, invalid), out);
    out += kReplacement;
    text.remove_prefix(invalid + 1);
  }
  AppendWellFormed(text, out);
  out += '"';
}

void JsonWriter::Key(std::string_view name) {
  BeforeValue();
  out_ += '"';
  out_ += name;
  out_ += indent_ > 0 ? "\": " : "\":";
  after_key_ = true;
}

void JsonWriter::String(std::string_view text) {
  BeforeValue();
  AppendJsonString(text, out_);
}

void JsonWriter::Number(uint64_t number) {
  BeforeValue();
  const fmt::format_int digits(number);
  out_.append(digits.data(), digits.size());
}

void JsonWriter::Bool(bool value) { Raw(value ? "true" : "false"); }

void JsonWriter::Null() { Raw("null"); }

void JsonWriter::Raw(std::string_view json) {
  BeforeValue();
  out_ += json;
}

void JsonWriter::Begin(char bracket) {
  BeforeValue();
  out_ += bracket;
  ++depth_;
  KEYWARD_CHECK(depth_ < 64);
  filled_ &= ~(uint64_t{1} << depth_);
}

void JsonWriter::End(char bracket) {
  const bool filled = (filled_ >> depth_ & 1u) != 0;
  --depth_;
  if (filled) NewLine();
  out_ += bracket;
}

void JsonWriter::BeforeValue() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  const uint64_t bit = uint64_t{1} << depth_;
  if ((filled_ & bit) != 0) out_ += ',';
  filled_ |= bit;
  NewLine();
}

void JsonWriter::NewLine() {
  if (indent_ == 0) return;
  out_ += '\n';
  out_.append(static_cast<size_t>(depth_ * indent_), ' ');
}

}  // namespace keyward::report
