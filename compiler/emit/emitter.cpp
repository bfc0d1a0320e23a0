#include "compiler/emit/emitter.h"

#include "compiler/emit.h"

namespace keyward::compiler {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = AsciiLower(c);
  return lower;
}

std::shared_ptr<const Program> Emitter::Run() {
  program_ = std::shared_ptr<Program>(new Program());
  program_->type_ = policy_.type();
  program_->name_ = policy_.name();
  for (const Statement& statement : policy_.statements()) EmitStatement(statement);
  BuildIndexes();
  return program_;
}

void Emitter::EmitStatement(const Statement& statement) {
  StatementCode code;
  code.effect = statement.effect;
  code.has_principal = HasPrincipal(program_->type_);
  code.inert = IsInert(statement);
  EmitActions(statement, code);
  EmitPrincipals(statement, code);
  EmitResources(statement, code);
  EmitConditions(statement, code);
  program_->statements_.push_back(code);
  program_->sources_.push_back(EmitSource(statement));
}

StatementSource Emitter::EmitSource(const Statement& statement) {
  StatementSource source;
  source.span = statement.span;
  source.effect = statement.effect_span;
  source.action = statement.action.span;
  source.resource = statement.resource.span;
  source.principal = statement.principal.span;
  source.condition = statement.condition_span;
  source.has_sid = statement.sid.has_value();
  if (source.has_sid) source.sid = Store(statement.sid->value);
  source.missing_action = !statement.action.present;
  source.missing_resource = !statement.resource.present;
  source.missing_principal = !statement.principal.present;
  for (const Text& action : statement.action.values) source.action_values.push_back(action.span);
  return source;
}

// IsInert: statements that are stored and can never apply (R1.7, R1.12, R2.28, K1.11).
bool Emitter::IsInert(const Statement& statement) const {
  const auto empty = [](const ListElement& element) {
    return !element.present || (!element.negated && element.values.empty());
  };
  if (empty(statement.action)) return true;
  if (HasPrincipal(program_->type_)) {
    if (!statement.principal.present) return true;
    if (!statement.principal.negated && statement.principal.values.empty()) return true;
  }
  if (program_->type_ == PolicyType::kRoleTrust) return false;
  if (statement.resource.present) return empty(statement.resource);
  // Without Resource: the resource itself, except where the kind gives it no effect.
  return program_->type_ != PolicyType::kResource && program_->type_ != PolicyType::kServiceControl;
}

std::shared_ptr<const Program> Emit(const Policy& policy) { return Emitter(policy).Run(); }

Compiled Compile(const SourcePtr& source, PolicyType type, const CheckOptions& options) {
  Checked checked = ParseAndCheck(source, type, options);
  Compiled compiled;
  compiled.diagnostics = std::move(checked.diagnostics);
  if (checked.policy) compiled.program = Emit(*checked.policy);
  return compiled;
}

}  // namespace keyward::compiler
