#include "compiler/condition_keys.h"
#include "evaluator/match/statement.h"

namespace keyward::evaluator {
namespace {

using compiler::ArnPattern;
using compiler::Pattern;
using compiler::PatternKind;
using compiler::Program;

// kRegionHash files aws:RequestedRegion.
constexpr std::string_view kRegionKey = "aws:RequestedRegion";
constexpr uint64_t kRegionHash = compiler::HashKey(kRegionKey);

// MatchRegion: a pattern's Region against aws:RequestedRegion; any where the context has none.
Truth MatchRegion(const Program& program, const Pattern& pattern, const Context& context,
                  const PatternMatcher& matcher) {
  const ContextEntry* entry = context.Find(kRegionHash, kRegionKey);
  if (entry == nullptr || entry->absent || pattern.kind == PatternKind::kEverything) {
    return Truth::kTrue;
  }
  if (entry->unknown) return Truth::kUnknown;
  if (entry->value_count != 1) return Truth::kTrue;
  const std::string_view region = context.text(context.value(*entry, 0));
  return TruthOf(region.empty() || matcher.Match(program, pattern, region) == PatternMatch::kYes);
}

// MatchAccountWide: `arn:P:kms:REGION:ACCOUNT:*` also names KMS's resource-less operations (K1.62,
// not documented for certain; this is the one place that decides it).
Truth MatchAccountWide(const Program& program, const ArnPattern& pattern, const Request& request,
                       const PatternMatcher& matcher) {
  if (request.action.service != "kms" || pattern.never) return Truth::kFalse;
  const auto part = [&](uint32_t index) -> const Pattern& {
    return program.pattern(pattern.first_pattern + index);
  };
  const auto matches = [&](uint32_t index, std::string_view value) {
    return matcher.Match(program, part(index), value) == PatternMatch::kYes;
  };
  if (part(5).kind != PatternKind::kEverything || !matches(2, "kms") ||
      !matches(4, request.resource.account)) {
    return Truth::kFalse;
  }
  return MatchRegion(program, part(3), request.context, matcher);
}

// MatchHead: partition, service, Region and account.
bool MatchHead(const Program& program, const ArnPattern& pattern, const Resource& resource,
               const PatternMatcher& matcher) {
  for (int part = 1; part < 5; ++part) {
    const Pattern& p = program.pattern(pattern.first_pattern + static_cast<uint32_t>(part));
    const std::string_view value = ArnPart(resource.lower_head, *resource.colons, part);
    if (matcher.Match(program, p, value) != PatternMatch::kYes) return false;
  }
  return true;
}

// MatchArn: part by part (R2.10 to R2.12).
Truth MatchArn(const Program& program, const ArnPattern& pattern, const Resource& resource,
               const PatternMatcher& matcher) {
  if (pattern.never || !resource.colons) return Truth::kFalse;
  if (pattern.literal_head) {
    if (program.text(pattern.head) != resource.lower_head) return Truth::kFalse;
  } else if (!MatchHead(program, pattern, resource, matcher)) {
    return Truth::kFalse;
  }
  const std::string_view tail = ArnPart(resource.arn, *resource.colons, 5);
  switch (matcher.Match(program, program.pattern(pattern.first_pattern + 5), tail)) {
    case PatternMatch::kYes: return Truth::kTrue;
    case PatternMatch::kUnknown: return Truth::kUnknown;
    case PatternMatch::kNo:
    case PatternMatch::kNull: break;
  }
  return Truth::kFalse;
}

// Tail is what becomes of the variables in a pattern's resource part: kNull and kUnknown where one
// has no value or was left open, whatever the request's resource is.
PatternMatch Tail(const Program& program, const ArnPattern& pattern,
                  const PatternMatcher& matcher) {
  if (pattern.everything || pattern.never) return PatternMatch::kYes;
  const Pattern& tail = program.pattern(pattern.first_pattern + 5);
  return tail.kind == PatternKind::kTemplate ? matcher.Match(program, tail, {})
                                             : PatternMatch::kYes;
}

Truth MatchOne(const Program& program, const ArnPattern& pattern, const Request& request,
               const PatternMatcher& matcher) {
  if (pattern.everything) return Truth::kTrue;
  // A resource-less operation is matched by `*` (R2.14).
  if (request.resource.any) return MatchAccountWide(program, pattern, request, matcher);
  return MatchArn(program, pattern, request.resource, matcher);
}

}  // namespace

Truth MatchResource(const Program& program, const compiler::StatementCode& code,
                    const Request& request, const PatternMatcher& matcher) {
  if (code.resource_implied) return Truth::kTrue;
  Truth any = Truth::kFalse;
  for (const ArnPattern& pattern : program.resources(code.resources)) {
    any = Or(any, MatchOne(program, pattern, request, matcher));
    if (any == Truth::kTrue) break;
    if (!code.not_resource) continue;
    // R3.45: a null pattern keeps NotResource from applying; an open one may turn out null.
    const PatternMatch tail = Tail(program, pattern, matcher);
    if (tail == PatternMatch::kNull) return Truth::kFalse;
    if (tail == PatternMatch::kUnknown) any = Or(any, Truth::kUnknown);
  }
  return code.not_resource ? Not(any) : any;
}

}  // namespace keyward::evaluator
