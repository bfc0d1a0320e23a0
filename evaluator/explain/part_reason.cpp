#include "evaluator/explain/part_reason.h"

#include <fmt/format.h>

#include "evaluator/explain/condition_reason.h"
#include "evaluator/explain/element_words.h"
#include "evaluator/explain/words.h"

namespace keyward::evaluator {
namespace {

using compiler::StatementCode;
using compiler::StatementSource;

// Subject: the statement that reasons are sought for.
struct Subject {
  const Decision& decision;
  const ProgramTrace& place;
  const compiler::Program& program;
  const StatementCode& code;
  const StatementSource& source;
  const StatementTrace& trace;
  const Request& request;
};

Subject SubjectOf(const Decision& decision, StatementIndex index, const Request& request) {
  const ProgramTrace& place = decision.programs[index.program];
  const compiler::Program& program = *place.program;
  return Subject{decision,
                 place,
                 program,
                 program.statements()[index.statement],
                 program.sources()[index.statement],
                 decision.statement(place, index.statement),
                 request};
}

Reason MakeReason(Part part, Truth truth, Span span, std::string message) {
  Reason reason;
  reason.part = part;
  reason.truth = truth;
  reason.span = span;
  reason.message = std::move(message);
  return reason;
}

Span SpanOr(Span span, Span otherwise) { return span.end > span.begin ? span : otherwise; }

bool LacksPrincipal(const Subject& s) { return s.code.has_principal && s.source.missing_principal; }

// LacksResource: without the element the statement stands for nothing (K1.11); some kinds let it
// stand for all.
bool LacksResource(const Subject& s) { return s.source.missing_resource && s.code.inert; }

// AddInert explains a statement that can never apply.
void AddInert(const Subject& s, std::vector<Reason>& reasons) {
  const auto add = [&](Part part, std::string_view element) {
    reasons.push_back(
        MakeReason(part, Truth::kFalse, s.source.span,
                   fmt::format("the statement has no {} element, so it has no effect", element)));
  };
  if (s.source.missing_action) add(Part::kAction, "Action");
  if (LacksPrincipal(s)) add(Part::kPrincipal, "Principal");
  if (LacksResource(s)) add(Part::kResource, "Resource");
  if (reasons.empty()) {
    reasons.push_back(MakeReason(Part::kStatement, Truth::kFalse, s.source.span,
                                 "an element of the statement is an empty list, so it has no "
                                 "effect"));
  }
}

void AddAction(const Subject& s, std::vector<Reason>& reasons) {
  if (s.source.missing_action || Unpacked(s.trace.action) != Truth::kFalse) return;
  // The trace of an inert statement says that it names nothing.
  if (s.code.inert && NamesInText(s.program, s.code, s.request)) return;
  const auto& values = s.source.action_values;
  const Span element = values.size() == 1 ? values.front() : s.source.action;
  reasons.push_back(MakeReason(Part::kAction, Truth::kFalse, SpanOr(element, s.source.span),
                               ActionWords(s.program, s.code, s.request)));
}

void AddPrincipal(const Subject& s, std::vector<Reason>& reasons) {
  if (LacksPrincipal(s) || Unpacked(s.trace.principal) != Truth::kFalse) return;
  const auto values = s.program.principals(s.code.principals);
  const Span element = values.size() == 1 ? values.front().span : s.source.principal;
  reasons.push_back(MakeReason(Part::kPrincipal, Truth::kFalse, SpanOr(element, s.source.span),
                               PrincipalWords(s.program, s.code, s.request.principal)));
}

void AddResource(const Subject& s, std::vector<Reason>& reasons) {
  const Truth truth = Unpacked(s.trace.resource);
  if (LacksResource(s) || truth == Truth::kTrue) return;
  const std::string message =
      truth == Truth::kUnknown
          ? "the resource depends on a policy variable whose key was left unknown"
          : ResourceWords(s.program, s.code, s.request.resource);
  const auto values = s.program.resources(s.code.resources);
  const Span element = values.size() == 1 ? values.front().span : s.source.resource;
  reasons.push_back(MakeReason(Part::kResource, truth, SpanOr(element, s.source.span), message));
}

void AddConditions(const Subject& s, bool held, std::vector<Reason>& reasons) {
  for (const compiler::PredicateUse& use : s.program.uses(s.code.uses)) {
    const PredicateTrace& trace = TraceOf(s.decision, s.place, use);
    const bool looked_at = trace.allow != 0 || trace.deny != 0;
    const bool holds = TestTruth(trace, s.code.effect) == Truth::kTrue;
    if (!looked_at || holds != held) continue;
    reasons.push_back(ConditionReason(s.decision, s.place, use, s.code.effect, s.request));
  }
}

}  // namespace

std::vector<Reason> FailedParts(const Decision& decision, StatementIndex index,
                                const Request& request) {
  const Subject subject = SubjectOf(decision, index, request);
  std::vector<Reason> reasons;
  if (subject.code.inert) AddInert(subject, reasons);
  AddAction(subject, reasons);
  AddPrincipal(subject, reasons);
  AddResource(subject, reasons);
  AddConditions(subject, false, reasons);
  return reasons;
}

std::vector<Reason> HeldConditions(const Decision& decision, StatementIndex index,
                                   const Request& request) {
  std::vector<Reason> reasons;
  AddConditions(SubjectOf(decision, index, request), true, reasons);
  return reasons;
}

}  // namespace keyward::evaluator
