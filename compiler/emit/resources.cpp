#include <algorithm>

#include "compiler/emit/emitter.h"

namespace keyward::compiler {

void Emitter::EmitResources(const Statement& statement, StatementCode& code) {
  // A trust policy hangs on its role; a Resource that an old document carries says nothing (R1.12).
  const bool trust = program_->type_ == PolicyType::kRoleTrust;
  code.resource_implied = trust || !statement.resource.present;
  code.not_resource = statement.resource.negated && !trust;
  std::string identity = code.resource_implied ? "implied" : code.not_resource ? "not" : "";
  for (const Text& text : statement.resource.values) {
    identity += '|' + std::to_string(text.value.size()) + ':' + text.value;
  }
  code.resource_element =
      resource_elements_.try_emplace(identity, program_->resource_elements_).first->second;
  program_->resource_elements_ = static_cast<uint32_t>(resource_elements_.size());
  code.resources.begin = static_cast<uint32_t>(program_->resources_.size());
  for (const Text& text : statement.resource.values) {
    const ArnPattern pattern = MakeArnPattern(text);
    program_->resources_.push_back(pattern);
  }
  code.resources.end = static_cast<uint32_t>(program_->resources_.size());
}

// MayPad: which kinds fill a short ARN up with `*` parts (R2.13).
bool Emitter::MayPad(std::string_view text) const {
  switch (program_->type_) {
    case PolicyType::kIdentity:
    case PolicyType::kPermissionsBoundary:
    case PolicyType::kSession: return true;
    case PolicyType::kServiceControl: return text.ends_with('*');
    case PolicyType::kResourceControl: return false;
    case PolicyType::kResource:
    case PolicyType::kKeyPolicy:
    case PolicyType::kRoleTrust:
    case PolicyType::kVpcEndpoint: return text.find('*') != std::string_view::npos;
  }
  return false;
}

ArnPattern Emitter::MakeArnPattern(const Text& text) {
  ArnPattern pattern;
  pattern.text = Store(text.value);
  pattern.span = text.span;
  if (text.value == "*") {
    pattern.everything = true;
    return pattern;
  }
  const grammar::ArnParts arn = grammar::SplitArn(text.value);
  const auto last = arn.part.begin() + arn.count;
  const bool shortened = arn.count < 6;
  const bool has_empty =
      std::any_of(arn.part.begin(), last, [](auto part) { return part.empty(); });
  if (arn.count < 3 || arn.part[0] != "arn" || (shortened && (has_empty || !MayPad(text.value)))) {
    pattern.never = true;
    return pattern;
  }
  std::array<grammar::Template, 6> parts;
  for (size_t i = 0; i < 6; ++i) {
    if (static_cast<int>(i) >= arn.count) {
      parts[i] = grammar::ParseTemplate("*", false, true);
    } else if (i == 5) {
      parts[i] = grammar::ParseTemplate(arn.part[i], variables(), true);  // R3.40: part 6 alone
    } else {
      // Parts 2-5 ignore case (R2.12); `${…}` is literal text there.
      parts[i] = grammar::ParseTemplate(Lower(arn.part[i]), false, true);
    }
  }
  pattern.first_pattern = AddArnParts(parts);
  SetHead(arn, pattern);
  return pattern;
}

// SetHead: most ARNs have wildcards in the resource part alone, so that one comparison settles the
// five parts before it.
void Emitter::SetHead(const grammar::ArnParts& arn, ArnPattern& pattern) {
  if (arn.count < 6) return;
  std::string head;
  for (uint32_t part = 0; part < 5; ++part) {
    if (program_->pattern(pattern.first_pattern + part).kind != PatternKind::kLiteral) return;
    head += Lower(arn.part[part]) + ':';
  }
  pattern.literal_head = true;
  pattern.head = Store(head);
}

}  // namespace keyward::compiler
