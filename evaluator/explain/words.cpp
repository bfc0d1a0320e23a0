#include "evaluator/explain/words.h"

#include <array>
#include <fmt/format.h>

namespace keyward::evaluator {
namespace {

constexpr size_t kMaxValue = 160;
constexpr size_t kMaxValues = 6;

// In the order of Step.
constexpr std::array<std::string_view, kStepCount> kPolicyWords = {
    "Deny statement",        "resource control policy", "service control policy",
    "VPC endpoint policy",   "resource-based policy",   "grant",
    "identity-based policy", "permissions boundary",    "session policy"};

}  // namespace

const PredicateTrace& TraceOf(const Decision& decision, const ProgramTrace& place,
                              const compiler::PredicateUse& use) {
  return decision.predicates[place.first_predicate + use.predicate];
}

std::string_view PolicyWords(Step step) { return kPolicyWords[static_cast<size_t>(step)]; }

std::string PolicyName(const ProgramTrace& place) {
  if (!place.program->name().empty()) return place.program->name();
  switch (place.step) {
    case Step::kResourceControl:
    case Step::kServiceControl:
      return fmt::format("{}[{}][{}]", StepName(place.step), place.level, place.index);
    case Step::kIdentity:
    case Step::kSession: return fmt::format("{}[{}]", StepName(place.step), place.index);
    default: return std::string(StepName(place.step));
  }
}

std::string StatementName(const ProgramTrace& place, uint32_t statement) {
  const compiler::StatementSource& source = place.program->sources()[statement];
  if (source.has_sid && source.sid.size > 0) {
    return fmt::format("{}#{}", PolicyName(place), place.program->text(source.sid));
  }
  return fmt::format("{}#[{}]", PolicyName(place), statement);
}

std::string StatementName(const StatementRef& ref) {
  if (!ref.sid.empty()) return fmt::format("{}#{}", ref.policy, ref.sid);
  return fmt::format("{}#[{}]", ref.policy, ref.index);
}

std::string Quoted(std::string_view value) {
  if (value.size() <= kMaxValue) return fmt::format("\"{}\"", value);
  size_t end = kMaxValue;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0u) == 0x80u) --end;
  return fmt::format("\"{}...\"", value.substr(0, end));
}

std::string QuotedList(const std::vector<std::string_view>& values, std::string_view last) {
  std::string list;
  const size_t shown = values.size() > kMaxValues ? kMaxValues - 1 : values.size();
  for (size_t i = 0; i < shown; ++i) {
    if (i > 0) list += i + 1 == values.size() ? fmt::format(" {} ", last) : ", ";
    list += Quoted(values[i]);
  }
  if (shown < values.size()) list += fmt::format(" {} {} more", last, values.size() - shown);
  return list;
}

std::string CallerName(const Principal& principal) {
  if (!principal.arn.empty()) return principal.arn;
  if (!principal.service_names.empty()) return principal.service_names.front();
  if (principal.kind == PrincipalKind::kAnonymous) return "anonymous";
  return fmt::format("an unnamed {}", PrincipalKindName(principal.kind));
}

}  // namespace keyward::evaluator
