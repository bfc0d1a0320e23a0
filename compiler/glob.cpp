#include "compiler/glob.h"

#include <cstring>

namespace keyward::compiler {
namespace {

constexpr size_t kNowhere = std::string_view::npos;

// A run is the tokens between two `*`: literals and `?` only.
using Run = std::span<const GlobToken>;

void Count(GlobSteps* steps, size_t n) {
  if (steps != nullptr) steps->count += n;
}

// CodePointAt is the size of the UTF-8 sequence at `at`; a stray byte counts for itself.
size_t CodePointAt(std::string_view value, size_t at) {
  size_t end = at + 1;
  if ((static_cast<unsigned char>(value[at]) & 0xC0u) != 0xC0u) return 1;
  while (end < value.size() && end < at + 4 &&
         (static_cast<unsigned char>(value[end]) & 0xC0u) == 0x80u) {
    ++end;
  }
  return end - at;
}

// MatchRunAt is where `run` ends when it begins at `at`, or kNowhere.
size_t MatchRunAt(Run run, std::string_view value, size_t at, GlobSteps* steps) {
  for (const GlobToken& token : run) {
    if (token.kind == TokenKind::kAnyOne) {
      if (at >= value.size()) return kNowhere;
      at += CodePointAt(value, at);
      Count(steps, 1);
      continue;
    }
    Count(steps, 1);
    if (!value.substr(at).starts_with(token.text)) return kNowhere;
    at += token.text.size();
    Count(steps, token.text.size());
  }
  return at;
}

// FindLiteral is where `text` first stands in value[from, …), or kNowhere.
size_t FindLiteral(std::string_view value, std::string_view text, size_t from, GlobSteps* steps) {
  if (text.empty()) return from;
  const void* found = memmem(value.data() + from, value.size() - from, text.data(), text.size());
  if (found == nullptr) {
    Count(steps, value.size() - from);
    return kNowhere;
  }
  const auto at = static_cast<size_t>(static_cast<const char*>(found) - value.data());
  Count(steps, at - from + text.size());
  return at;
}

// FindRun is the end of the first place in value[from, …) where `run` matches; earliest is best,
// because all that follows is another `*`.
size_t FindRun(Run run, std::string_view value, size_t from, GlobSteps* steps) {
  if (run.size() == 1 && run[0].kind == TokenKind::kLiteral) {
    const size_t at = FindLiteral(value, run[0].text, from, steps);
    return at == kNowhere ? kNowhere : at + run[0].text.size();
  }
  for (size_t at = from; at <= value.size(); at += at < value.size() ? CodePointAt(value, at) : 1) {
    const size_t end = MatchRunAt(run, value, at, steps);
    if (end != kNowhere) return end;
  }
  return kNowhere;
}

// MatchLastRun: `run` must end exactly at the value's end, at or behind `from`.
bool MatchLastRun(Run run, std::string_view value, size_t from, GlobSteps* steps) {
  // Walk the run backwards; `?` takes one code point from the end.
  size_t end = value.size();
  for (size_t i = run.size(); i-- > 0;) {
    Count(steps, 1);
    if (run[i].kind == TokenKind::kAnyOne) {
      if (end <= from) return false;
      --end;
      while (end > from && (static_cast<unsigned char>(value[end]) & 0xC0u) == 0x80u) --end;
      continue;
    }
    const std::string_view text = run[i].text;
    if (end - from < text.size() || value.substr(end - text.size(), text.size()) != text) {
      return false;
    }
    end -= text.size();
    Count(steps, text.size());
  }
  return true;
}

size_t RunEnd(std::span<const GlobToken> pattern, size_t at) {
  while (at < pattern.size() && pattern[at].kind != TokenKind::kAnyRun) ++at;
  return at;
}

}  // namespace

uint64_t MaxGlobSteps(std::span<const GlobToken> pattern, size_t value_size) {
  uint64_t size = 0;
  bool any_one = false;
  for (const GlobToken& token : pattern) {
    size += 1 + token.text.size();
    any_one = any_one || token.kind == TokenKind::kAnyOne;
  }
  return any_one ? (value_size + 1) * (size + 1) : 2 * (value_size + size) + 2;
}

bool MatchGlob(std::span<const GlobToken> pattern, std::string_view value, GlobSteps* steps) {
  size_t run_end = RunEnd(pattern, 0);
  size_t at = MatchRunAt(pattern.first(run_end), value, 0, steps);
  if (at == kNowhere) return false;
  if (run_end == pattern.size()) return at == value.size();
  while (true) {
    const size_t run_begin = run_end + 1;
    run_end = RunEnd(pattern, run_begin);
    const Run run = pattern.subspan(run_begin, run_end - run_begin);
    if (run_end == pattern.size()) return MatchLastRun(run, value, at, steps);
    if (run.empty()) continue;
    at = FindRun(run, value, at, steps);
    if (at == kNowhere) return false;
  }
}

}  // namespace keyward::compiler
