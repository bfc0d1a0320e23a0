#include "kms/gate/reasoning.h"

#include "kms/audit/member_writer.h"

namespace keyward::kms {
namespace {

using evaluator::Step;

bool IsOwners(Step step) {
  return step == Step::kResource || step == Step::kResourceControl || step == Step::kGrant;
}

// SourceOf looks for a program's text with the caller, the key and the owner's organization.
SourcePtr SourceOf(const Work& work, const Authorization& authorization,
                   const compiler::Program& program) {
  if (SourcePtr found = work.call.caller.SourceOf(program)) return found;
  const Subject* subject = authorization.check->subject;
  if (subject == nullptr || subject->entry == nullptr) return nullptr;
  if (subject->key().policy() == &program) return subject->key().source();
  return work.call.directory->ResourceSourceOf(subject->account, program);
}

// IsForeignDenial: a denial on a key that is another account's, or nobody's.
bool IsForeignDenial(const Work& work, const Authorization& authorization) {
  const Subject* subject = authorization.check->subject;
  if (subject == nullptr || authorization.Allowed()) return false;
  return subject->entry == nullptr || subject->account != work.call.caller.principal.account;
}

}  // namespace

// A key that is there is told like one that is not (K1.51): by the name that the request used, and
// without what the owner's side decided.
void Reasoning::Conceal(const Subject& subject, ReasonedCheck& check) {
  if (!subject.shown.empty()) check.resource = subject.shown;
  if (subject.by_ciphertext) check.resource.clear();
  if (check.by != StepName(Step::kResource) && check.by != StepName(Step::kGrant)) return;
  check.outcome = OutcomeName(evaluator::Outcome::kImplicitDeny);
  check.by = StepName(Step::kResource);
}

void Reasoning::Add(const Work& work, const Authorization& authorization) {
  const evaluator::Decision& decision = authorization.decision;
  ReasonedCheck check;
  check.action = authorization.request.action.text;
  check.resource = authorization.request.resource.arn;
  check.outcome = OutcomeName(decision.outcome);
  check.by = StepName(decision.by);
  if (IsForeignDenial(work, authorization)) Conceal(*authorization.check->subject, check);
  const auto refs = DeterminingStatements(
      decision, [&](const auto& program) { return SourceOf(work, authorization, program); });
  for (const evaluator::StatementRef& ref : refs) {
    Statement statement{ref.policy, std::string(PolicyTypeWords(ref.program->type())),
                        ref.sid,    {},
                        false,      IsOwners(ref.step)};
    if (ref.source != nullptr) {
      statement.position = ref.source->Locate(ref.span).start;
      statement.located = true;
    }
    check.statements.push_back(std::move(statement));
  }
  const auto& grants = authorization.policies.grants;
  for (size_t i = 0; i < decision.grants.size() && i < grants.size(); ++i) {
    if (decision.AllowedBy(Step::kGrant) && decision.grants[i] == evaluator::Truth::kTrue) {
      check.grants.push_back(grants[i].facts.grant_id);
    }
  }
  checks_.push_back(std::move(check));
}

void Reasoning::AppendCheck(const ReasonedCheck& check, Reader reader, std::string& out) {
  out += '{';
  MemberWriter writer(out);
  writer.Text("action", check.action);
  writer.Text("resource", check.resource);
  writer.Text("decision", check.outcome);
  writer.Text("by", check.by);
  writer.Raw("statements");
  out += '[';
  bool first = true;
  for (const Statement& statement : check.statements) {
    if (reader == Reader::kCaller && statement.owners) continue;
    if (reader == Reader::kOwner && !statement.owners) continue;
    out += first ? "{" : ",{";
    first = false;
    MemberWriter members(out);
    members.Text("policy", statement.policy);
    members.Text("type", statement.type);
    members.Text("sid", statement.sid);
    if (statement.located) {
      members.Literal("line", std::to_string(statement.position.line));
      members.Literal("column", std::to_string(statement.position.column));
    }
    out += '}';
  }
  out += ']';
  if (!check.grants.empty()) {
    writer.Raw("grants");
    char before = '[';
    for (const std::string& grant : check.grants) {
      out += before;
      AppendJsonString(grant, out);
      before = ',';
    }
    out += ']';
  }
  out += '}';
}

std::string Reasoning::EventData(const evaluator::Pairs& members, Reader reader) const {
  if (members.empty() && checks_.empty()) return {};
  std::string out = "{";
  MemberWriter writer(out);
  for (const auto& [name, value] : members) writer.Text(name, value);
  if (!checks_.empty()) {
    // All or nothing: the last check decided.
    writer.Text("decision", checks_.back().outcome);
    writer.Raw("checks");
    char before = '[';
    for (const ReasonedCheck& check : checks_) {
      out += before;
      AppendCheck(check, reader, out);
      before = ',';
    }
    out += ']';
  }
  out += '}';
  return out;
}

}  // namespace keyward::kms
