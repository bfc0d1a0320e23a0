// MatchGlob against RE2 and a naive matcher, and its promised bound of steps.
#include <cstdlib>
#include <re2/re2.h>
#include <string>
#include <vector>

#include "compiler/glob.h"
#include "tests/worlds/naive_glob.h"

namespace {

using keyward::compiler::GlobToken;
using keyward::compiler::TokenKind;

bool MatchRe2(const std::string& pattern, const std::string& value) {
  std::string regex;
  for (char c : pattern) {
    regex += c == '*' ? "[\\s\\S]*" : c == '?' ? "[\\s\\S]" : RE2::QuoteMeta(std::string(1, c));
  }
  return RE2::FullMatch(value, RE2(regex));
}

}  // namespace

// The first byte says where the pattern ends; bytes are folded to a small alphabet, so that pattern and
// value meet.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2 || size > 400) return 0;
  constexpr char kAlphabet[] = {'*', '?', 'a', 'b', 'c', ':', '/', '*'};
  const size_t cut = 1 + data[0] % (size - 1);
  std::string pattern;
  std::string value;
  for (size_t i = 1; i < cut; ++i) pattern += kAlphabet[data[i] % sizeof kAlphabet];
  for (size_t i = cut; i < size; ++i) value += kAlphabet[2 + data[i] % 5];
  const std::vector<GlobToken> tokens = keyward::worlds::Tokens(pattern);
  keyward::compiler::GlobSteps steps;
  const bool match = MatchGlob(tokens, value, &steps);
  if (match != MatchRe2(pattern, value)) std::abort();
  if (match != keyward::worlds::NaiveGlob(pattern, value)) std::abort();
  if (steps.count > keyward::compiler::MaxGlobSteps(tokens, value.size())) std::abort();
  return 0;
}
