// policy_string_fuzz: every string has its pieces, which cover it; the hand-made splits agree with
// the shape of what they return.
#include <string>
#include <string_view>

#include "base/check.h"
#include "grammar/policy_string.h"

namespace {

using keyward::grammar::PieceKind;
using keyward::grammar::VariableFault;

void CheckTemplate(std::string_view text, bool variables, bool wildcards) {
  uint32_t at = 0;
  bool literal = false;
  for (const auto& piece : keyward::grammar::ParseTemplate(text, variables, wildcards)) {
    KEYWARD_CHECK(piece.begin == at && piece.end > piece.begin);
    at = piece.end;
    const bool is_literal = piece.kind == PieceKind::kLiteral;
    KEYWARD_CHECK(!(literal && is_literal));
    literal = is_literal;
    if (is_literal) KEYWARD_CHECK(piece.text == text.substr(piece.begin, piece.end - piece.begin));
    const bool wildcard = piece.kind == PieceKind::kAnyRun || piece.kind == PieceKind::kAnyOne;
    KEYWARD_CHECK(wildcards || !wildcard);
    KEYWARD_CHECK(variables || wildcard || is_literal);
    const bool malformed = piece.kind == PieceKind::kMalformed;
    if (!is_literal) KEYWARD_CHECK(malformed == (piece.fault != VariableFault::kNone));
    if (!variables) KEYWARD_CHECK(piece.fault == VariableFault::kNone);
  }
  KEYWARD_CHECK(at == text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const bool variables : {false, true}) {
    for (const bool wildcards : {false, true}) CheckTemplate(text, variables, wildcards);
  }
  const auto action = keyward::grammar::SplitAction(text);
  if (!action.everything && action.fault == keyward::grammar::ActionFault::kNone) {
    KEYWARD_CHECK(action.action.vendor.size() + 1 + action.action.name.size() == size);
  }
  const auto arn = keyward::grammar::SplitArn(text);
  KEYWARD_CHECK(arn.count >= 1 && arn.count <= 6);
  size_t length = static_cast<size_t>(arn.count) - 1;
  for (int i = 0; i < arn.count; ++i) length += arn.part[static_cast<size_t>(i)].size();
  KEYWARD_CHECK(length == size);
  return 0;
}
