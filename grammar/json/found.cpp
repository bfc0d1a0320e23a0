#include "grammar/json/found.h"

#include <algorithm>
#include <cstdio>

namespace keyward::grammar {
namespace {

constexpr size_t kShownBytes = 24;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsWordPart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) || c == '_';
}

bool IsNumberPart(char c) { return IsWordPart(c) || c == '.' || c == '+' || c == '-'; }

// Shortened cuts long text at a character's boundary.
std::string Shortened(std::string_view text) {
  if (text.size() <= kShownBytes) return std::string(text);
  size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

template <typename Test>
std::string_view Taken(std::string_view rest, Test test) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), test);
  return rest.substr(0, static_cast<size_t>(end - rest.begin()));
}

std::string DescribeString(std::string_view rest) {
  size_t end = 1;
  while (end < rest.size() && rest[end] != '"' && static_cast<unsigned char>(rest[end]) >= 0x20) {
    end += rest[end] == '\\' && end + 1 < rest.size() ? 2 : 1;
  }
  return "string \"" + Shortened(rest.substr(1, std::min(end, rest.size()) - 1)) + "\"";
}

uint32_t CodePoint(std::string_view character) {
  const unsigned char lead = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return lead;
  uint32_t point = lead & (0x7Fu >> character.size());
  for (const char c : character.substr(1)) {
    point = point << 6 | (static_cast<unsigned char>(c) & 0x3Fu);
  }
  return point;
}

}  // namespace

uint32_t CharacterSize(std::string_view text, uint32_t at) {
  if (at >= text.size()) return 1;
  uint32_t size = 1;
  while (size < 4 && at + size < text.size() &&
         (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80) {
    ++size;
  }
  return size;
}

std::string DescribeFound(std::string_view text, uint32_t at) {
  if (at >= text.size()) return "the end of the text";
  const std::string_view rest = text.substr(at);
  const char c = rest[0];
  if (c == '\n' || c == '\r') return "the end of the line";
  if (c == '\t') return "a tab";
  if (c == '"') return DescribeString(rest);
  if (IsDigit(c) || (c == '-' && rest.size() > 1 && IsDigit(rest[1]))) {
    return "number " + Shortened(Taken(rest, IsNumberPart));
  }
  if (IsWordPart(c)) return "'" + Shortened(Taken(rest, IsWordPart)) + "'";
  if (c > 0x20 && c < 0x7F) return std::string("'") + c + "'";
  return "character " + DescribeCharacter(text, at);
}

std::string DescribeCharacter(std::string_view text, uint32_t at) {
  const std::string_view character = text.substr(at, CharacterSize(text, at));
  const uint32_t point = CodePoint(character);
  char name[16];
  std::snprintf(name, sizeof name, "U+%04X", point);
  const bool shown = point > 0xA0 || (point > 0x20 && point < 0x7F);
  return shown ? std::string(name) + " (" + std::string(character) + ")" : std::string(name);
}

}  // namespace keyward::grammar
