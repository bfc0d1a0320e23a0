#include "report/layout/display_line.h"

#include <algorithm>

namespace keyward::report {
namespace {

constexpr size_t kTabColumns = 4;
constexpr std::string_view kCut = "...";

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u; }

size_t NextCharacter(std::string_view line, size_t at) {
  ++at;
  while (at < line.size() && IsContinuation(line[at])) ++at;
  return at;
}

uint32_t CodePoint(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  if (lead < 0x80 || bytes.size() == 1) return lead;
  uint32_t code = lead & (0xFFu >> (bytes.size() + 1));
  for (const char byte : bytes.substr(1)) {
    code = code << 6 | (static_cast<unsigned char>(byte) & 0x3Fu);
  }
  return code;
}

bool IsWide(uint32_t code) {
  return (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
         (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
         (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) ||
         (code >= 0xFFE0 && code <= 0xFFE6) || (code >= 0x1F300 && code <= 0x1FAFF) ||
         (code >= 0x20000 && code <= 0x3FFFD);
}

// Control characters, and those that reorder text, could make a terminal lie.
bool IsTreacherous(uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

// AppendCharacter prints one character and returns the columns it takes.
size_t AppendCharacter(std::string_view bytes, std::string& out) {
  const uint32_t code = CodePoint(bytes);
  if (code == '\t') {
    out.append(kTabColumns, ' ');
    return kTabColumns;
  }
  if (IsTreacherous(code)) {
    out += "\xEF\xBF\xBD";
    return 1;
  }
  out += bytes;
  if (code >= 0x300 && code <= 0x36F) return 0;
  return IsWide(code) ? 2 : 1;
}

size_t CharactersBack(std::string_view line, size_t at, size_t count) {
  at = std::min(at, line.size());
  while (at > 0 && count > 0) {
    --at;
    while (at > 0 && IsContinuation(line[at])) --at;
    --count;
  }
  return at;
}

// Begin is where the printed part of a long line starts: enough of the stretch shows, and as much
// before it as fits.
size_t BeginOfWindow(std::string_view line, size_t width, const std::vector<Stretch>& stretches) {
  if (line.size() <= width || stretches.empty()) return 0;
  const Stretch& first = stretches.front();
  const size_t needed = std::min(first.end - first.begin, width / 2);
  if (first.begin + needed + kCut.size() <= width) return 0;
  return CharactersBack(line, first.begin, (width - needed) / 2);
}

}  // namespace

std::string DisplayLine(std::string_view line, size_t width, std::vector<Stretch>& stretches) {
  const size_t begin = BeginOfWindow(line, width, stretches);
  std::string out(begin > 0 ? kCut : std::string_view());
  size_t column = out.size();
  for (Stretch& stretch : stretches) stretch.column = column;
  std::vector<size_t> ends(stretches.size(), column);
  size_t at = begin;
  while (at < line.size() && column < width) {
    const size_t next = NextCharacter(line, at);
    const size_t columns = AppendCharacter(line.substr(at, next - at), out);
    for (size_t i = 0; i < stretches.size(); ++i) {
      if (stretches[i].begin >= next) stretches[i].column = column + columns;
      if (stretches[i].end > at) ends[i] = column + columns;
    }
    at = next;
    column += columns;
  }
  if (at < line.size()) out += kCut;
  for (size_t i = 0; i < stretches.size(); ++i) {
    const size_t end = std::max(ends[i], stretches[i].column + 1);
    stretches[i].columns = end - stretches[i].column;
  }
  return out;
}

std::string SafeText(std::string_view text, std::span<const std::string_view> kept) {
  std::string out;
  out.reserve(text.size());
  size_t at = 0;
  while (at < text.size()) {
    const auto sequence = std::find_if(kept.begin(), kept.end(), [&](std::string_view one) {
      return text.substr(at).starts_with(one);
    });
    if (sequence != kept.end() || text[at] == '\n') {
      const size_t size = text[at] == '\n' ? 1 : sequence->size();
      out += text.substr(at, size);
      at += size;
      continue;
    }
    const size_t next = NextCharacter(text, at);
    AppendCharacter(text.substr(at, next - at), out);
    at = next;
  }
  return out;
}

}  // namespace keyward::report
