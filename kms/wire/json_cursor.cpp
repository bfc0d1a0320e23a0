#include "kms/wire/json_cursor.h"

#include <bitset>

namespace keyward::kms {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// WriteUtf8 puts a code point at `write`. It takes no more room than its escape sequence did.
void WriteUtf8(unsigned code, std::span<char> text, size_t& write) {
  const auto put = [&](unsigned byte) { text[write++] = static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0u | code >> 6);
    put(0x80u | (code & 0x3Fu));
  } else if (code < 0x10000) {
    put(0xE0u | code >> 12);
    put(0x80u | (code >> 6 & 0x3Fu));
    put(0x80u | (code & 0x3Fu));
  } else {
    put(0xF0u | code >> 18);
    put(0x80u | (code >> 12 & 0x3Fu));
    put(0x80u | (code >> 6 & 0x3Fu));
    put(0x80u | (code & 0x3Fu));
  }
}

// SimpleEscape is what `\c` stands for, or 0.
char SimpleEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
  }
}

}  // namespace

char JsonCursor::Peek() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
    ++at_;
  }
  return 0;
}

bool JsonCursor::Take(char c) {
  if (Peek() != c || at_ == text_.size()) return false;
  ++at_;
  return true;
}

std::optional<unsigned> JsonCursor::ReadHex(size_t& read) const {
  if (text_.size() - read < 4) return std::nullopt;
  unsigned code = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = text_[read++];
    code <<= 4;
    if (IsDigit(c)) {
      code |= static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      code |= static_cast<unsigned>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      code |= static_cast<unsigned>(c - 'A' + 10);
    } else {
      return std::nullopt;
    }
  }
  return code;
}

bool JsonCursor::Unescape(size_t& read, size_t& write) {
  if (read == text_.size()) return false;
  const char kind = text_[read++];
  if (const char plain = SimpleEscape(kind); plain != 0) {
    text_[write++] = plain;
    return true;
  }
  if (kind != 'u') return false;
  std::optional<unsigned> code = ReadHex(read);
  if (!code || (*code >= 0xDC00 && *code < 0xE000)) return false;
  if (*code >= 0xD800 && *code < 0xDC00) {
    if (text_.size() - read < 2 || text_[read] != '\\' || text_[read + 1] != 'u') return false;
    read += 2;
    const std::optional<unsigned> low = ReadHex(read);
    if (!low || *low < 0xDC00 || *low >= 0xE000) return false;
    code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
  }
  WriteUtf8(*code, text_, write);
  return true;
}

std::optional<std::string_view> JsonCursor::ReadString() {
  if (!Take('"')) return std::nullopt;
  const size_t begin = at_;
  size_t read = begin;
  size_t write = begin;
  while (read < text_.size()) {
    const char c = text_[read++];
    if (c == '"') {
      at_ = read;
      return std::string_view(text_.data() + begin, write - begin);
    }
    if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
    if (c != '\\') {
      text_[write++] = c;
    } else if (!Unescape(read, write)) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

size_t JsonCursor::SkipDigits() {
  const size_t begin = at_;
  while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
  return at_ - begin;
}

std::optional<std::string_view> JsonCursor::ReadNumber() {
  const char first = Peek();
  const size_t begin = at_;
  if (first == '-') ++at_;
  const bool zero = at_ < text_.size() && text_[at_] == '0';
  const size_t digits = SkipDigits();
  if (digits == 0 || (zero && digits > 1)) return std::nullopt;
  if (at_ < text_.size() && text_[at_] == '.') {
    ++at_;
    if (SkipDigits() == 0) return std::nullopt;
  }
  if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
    ++at_;
    if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
    if (SkipDigits() == 0) return std::nullopt;
  }
  return std::string_view(text_.data() + begin, at_ - begin);
}

bool JsonCursor::TakeWord(std::string_view word) {
  Peek();
  if (std::string_view(text_.data() + at_, text_.size() - at_).substr(0, word.size()) != word) {
    return false;
  }
  at_ += word.size();
  return true;
}

bool JsonCursor::SkipScalar() {
  const char c = Peek();
  if (c == '"') return ReadString().has_value();
  if (c == 't') return TakeWord("true");
  if (c == 'f') return TakeWord("false");
  if (c == 'n') return TakeWord("null");
  return ReadNumber().has_value();
}

bool JsonCursor::SkipValue() {
  std::bitset<64> objects;  // bit per open level: it is an object
  const int floor = depth_;
  const auto name = [this] { return ReadString() && Take(':'); };
  while (true) {
    const bool object = Peek() == '{';
    if (object || Peek() == '[') {
      Take(object ? '{' : '[');
      if (!Enter()) return false;
      objects[static_cast<size_t>(depth_)] = object;
      if (!Take(object ? '}' : ']')) {
        if (object && !name()) return false;
        continue;
      }
      Leave();
    } else if (!SkipScalar()) {
      return false;
    }
    while (depth_ > floor && !Take(',')) {
      if (!Take(objects[static_cast<size_t>(depth_)] ? '}' : ']')) return false;
      Leave();
    }
    if (depth_ == floor) return true;
    if (objects[static_cast<size_t>(depth_)] && !name()) return false;
  }
}

}  // namespace keyward::kms
