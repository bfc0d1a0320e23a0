#include <fmt/core.h>

#include "compiler/check/elements.h"
#include "grammar/policy_string.h"

namespace keyward::compiler {
namespace {

void ReportMissing(Inspection& in, const Statement& statement) {
  std::string message = "the statement has neither Action nor NotAction";
  if (in.stored()) message += "; it never applies";
  in.Report(Refusal::kOnSave, Code::kMissingAction,
            {statement.span.begin, statement.span.begin + 1}, std::move(message),
            "add \"Action\" with at least one action");
}

void ReportEmpty(Inspection& in, const ListElement& list) {
  std::string message =
      fmt::format("the list of {} is empty", list.negated ? "NotAction" : "Action");
  if (in.stored())
    message += list.negated ? "; it excludes nothing" : "; the statement never applies";
  in.Report(Refusal::kOnSave, Code::kEmptyArrayAction, list.span, std::move(message),
            "a statement must contain actions");
}

void CheckOne(Inspection& in, NodeId value) {
  const std::string_view text = in.text(value);
  if (CheckVariables(in, value, VariablePlace::kNotElement, 0, text.size())) return;
  const grammar::ActionParts parts = grammar::SplitAction(text);
  const Span span = in.node(value).span;
  switch (parts.fault) {
    case grammar::ActionFault::kNone: return;
    case grammar::ActionFault::kMissingVendor:
      in.Report(Refusal::kOnSave, Code::kInvalidAction, span,
                fmt::format("action {} has no service prefix", Quote(text)),
                "write service:Name, for example \"kms:Decrypt\", or \"*\" for every action");
      return;
    case grammar::ActionFault::kTwoColons: {
      const size_t first = text.find(':');
      const size_t second = text.find(':', first + 1);
      in.Report(Refusal::kOnSave, Code::kInvalidAction, in.Within(value, second, second + 1),
                fmt::format("action {} has more than one colon", Quote(text)),
                "write service:Name with one colon");
      return;
    }
    case grammar::ActionFault::kInvalidVendor:
      in.Report(Refusal::kOnSave, Code::kInvalidServiceInAction,
                in.Within(value, 0, text.find(':')),
                fmt::format("service prefix {} of an action must be letters, digits, '.' and '-', "
                            "or \"*\" as a whole",
                            Quote(text.substr(0, text.find(':')))),
                "wildcards belong behind the colon");
      return;
  }
}

}  // namespace

void CheckAction(Inspection& in, NodeId action, NodeId not_action, Statement& statement) {
  const NodeId node = Choose(in, action, not_action, {"Action", "NotAction"});
  if (node == kNoNode) {
    ReportMissing(in, statement);
    return;
  }
  statement.action.negated = node == not_action;
  std::vector<NodeId> values;
  ReadList(in, node, statement.action.negated ? "NotAction" : "Action", statement.action, values);
  if (in.Is(node, NodeKind::kArray) && in.node(node).child_count == 0) {
    ReportEmpty(in, statement.action);
  }
  for (NodeId value : values) CheckOne(in, value);
}

}  // namespace keyward::compiler
