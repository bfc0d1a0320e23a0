#include "kms/model/pattern.h"

#include <memory>
#include <mutex>
#include <re2/re2.h>
#include <string>
#include <vector>

#include "base/check.h"

namespace keyward::kms::model {
namespace {

struct Compiled {
  std::once_flag once;
  std::unique_ptr<re2::RE2> expression;
};

// ForRe2 rewrites what RE2 spells otherwise: \u0020 is \x{0020}.
std::string ForRe2(std::string_view pattern) {
  std::string text;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '\\' || i + 1 == pattern.size()) {
      text += pattern[i];
    } else if (pattern[i + 1] == 'u') {
      text += "\\x{";
      text += pattern.substr(i + 2, 4);
      text += '}';
      i += 5;
    } else {
      text += pattern.substr(i, 2);
      ++i;
    }
  }
  return text;
}

const re2::RE2& ExpressionOf(const Shape& shape) {
  static std::vector<Compiled> compiled(PatternCount());
  Compiled& entry = compiled[static_cast<size_t>(shape.pattern_number)];
  std::call_once(entry.once, [&] {
    entry.expression = std::make_unique<re2::RE2>(ForRe2(shape.pattern), re2::RE2::Quiet);
    KEYWARD_CHECK(entry.expression->ok());
  });
  return *entry.expression;
}

}  // namespace

bool MatchesPattern(const Shape& shape, std::string_view text) {
  if (shape.pattern.empty()) return true;
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), ExpressionOf(shape));
}

}  // namespace keyward::kms::model
