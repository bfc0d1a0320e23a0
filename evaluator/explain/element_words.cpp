#include "evaluator/explain/element_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "evaluator/explain/words.h"
#include "evaluator/match/pattern.h"

namespace keyward::evaluator {
namespace {

using compiler::ArnPattern;
using compiler::PrincipalCode;
using compiler::PrincipalMatch;
using compiler::Program;
using compiler::StatementCode;

std::string CallerWords(const Principal& principal) {
  if (principal.kind == PrincipalKind::kAssumedRole && !principal.role_arn.empty()) {
    return fmt::format("a session of {}", principal.role_arn);
  }
  return CallerName(principal);
}

// NameOf is what stands behind the last slash, the path left out.
std::string_view NameOf(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

std::string_view HeadOf(std::string_view arn) { return arn.substr(0, arn.find('/')); }

// Hint points at a small difference between what the statement names and who calls.
std::string Hint(std::string_view named, PrincipalMatch match, const Principal& principal) {
  const std::string& self =
      principal.kind == PrincipalKind::kAssumedRole ? principal.role_arn : principal.arn;
  if (match == PrincipalMatch::kUniqueId) {
    return "; a unique id stands for one user or role, also after its deletion";
  }
  if (match != PrincipalMatch::kEveryone && named.find('*') != std::string_view::npos) {
    return "; a wildcard inside a principal matches nobody";
  }
  if (compiler::EqualsIgnoringAsciiCase(named, self)) return "; they differ only in letter case";
  if (named != self && !self.empty() && HeadOf(named) == HeadOf(self) &&
      NameOf(named) == NameOf(self)) {
    return "; the path differs";
  }
  if (named.find(":assumed-role/") != std::string_view::npos &&
      named.substr(0, named.rfind('/')) == principal.arn.substr(0, principal.arn.rfind('/'))) {
    return "; that is another session of the same role";
  }
  return {};
}

constexpr std::string_view kPartNames[] = {"prefix", "partition", "service",
                                           "Region", "account",   "resource"};

// OnlyDifference names the one part of two ARNs that differs, if there is exactly one.
std::string OnlyDifference(std::string_view pattern, std::string_view arn) {
  const auto there = compiler::FindArnColons(pattern);
  const auto asked = compiler::FindArnColons(arn);
  if (!there || !asked) return {};
  std::string difference;
  for (int part = 0; part < 6; ++part) {
    const std::string_view a = compiler::ArnPart(pattern, *there, part);
    const std::string_view b = compiler::ArnPart(arn, *asked, part);
    if (a == b || a == "*") continue;
    if (!difference.empty()) return {};
    difference = fmt::format("; they differ in the {}", kPartNames[part]);
  }
  return difference;
}

std::string ResourceHint(const Program& program, const ArnPattern& pattern,
                         const Resource& resource) {
  const std::string_view text = program.text(pattern.text);
  if (pattern.never) return "; it is no complete ARN and matches nothing";
  if (resource.is_kms_key && text.find(":alias/") != std::string_view::npos) {
    return "; an alias ARN never matches a key";
  }
  return OnlyDifference(text, resource.arn);
}

}  // namespace

bool NamesInText(const Program& program, const StatementCode& code, const Request& request) {
  std::vector<compiler::GlobToken> tokens(program.max_tokens());
  const PatternMatcher matcher(request.context, tokens);
  const auto actions = program.actions(code.actions);
  const bool listed = std::any_of(actions.begin(), actions.end(), [&](const auto& pattern) {
    if (pattern.everything) return true;
    if (pattern.vendor.size != 0 && program.text(pattern.vendor) != request.action.service) {
      return false;
    }
    return matcher.Match(program, pattern.name, request.action.name) == PatternMatch::kYes;
  });
  return listed != code.not_action;
}

std::string ActionWords(const Program& program, const StatementCode& code, const Request& request) {
  const std::string& action = request.action.text;
  if (code.not_action && !NamesInText(program, code, request)) {
    return fmt::format("NotAction lists {}", action);
  }
  if (NamesInText(program, code, request)) {
    return fmt::format("{} has no effect in a key policy; identity-based policies decide", action);
  }
  return fmt::format("the statement does not name {}", action);
}

std::string PrincipalWords(const Program& program, const StatementCode& code,
                           const Principal& principal) {
  if (code.not_principal) return "NotPrincipal lists the caller";
  std::vector<std::string_view> names;
  std::string hint;
  for (const PrincipalCode& value : program.principals(code.principals)) {
    names.push_back(program.text(value.text));
    if (hint.empty()) hint = Hint(names.back(), value.match, principal);
  }
  if (names.empty()) return "the statement names no principal";
  return fmt::format("the caller is {}, the statement names {}{}", CallerWords(principal),
                     QuotedList(names, "and"), hint);
}

std::string ResourceWords(const Program& program, const StatementCode& code,
                          const Resource& resource) {
  if (code.not_resource) return "NotResource lists the resource";
  if (resource.any) return "the action has no resource, so that only \"*\" matches";
  const auto patterns = program.resources(code.resources);
  std::vector<std::string_view> names;
  std::string hint;
  for (const ArnPattern& pattern : patterns) {
    names.push_back(program.text(pattern.text));
    if (patterns.size() == 1) hint = ResourceHint(program, pattern, resource);
  }
  if (names.empty()) return "the statement names no resource";
  return fmt::format("the request is for {}, the statement names {}{}", resource.arn,
                     QuotedList(names, "and"), hint);
}

}  // namespace keyward::evaluator
